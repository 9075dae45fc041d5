import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { RegistrationWish } from '../domain/registration/registration-wish.ts';
import type { Ports } from '../ports/ports.ts';
import { isRefused, type RegistrationSet } from './plan-registrations.ts';
import { registerInstance, type RegistrationOutcome } from './register-instance.ts';

/** How it ended for one instance; `not-sent`: the run was interrupted before its turn. */
export type RegistrationItem = { readonly wish: RegistrationWish } & (RegistrationOutcome | { readonly outcome: 'not-sent' });

export type RegistrationEvent =
  | { readonly kind: 'ended'; readonly item: RegistrationItem }
  | { readonly kind: 'finished'; readonly items: readonly RegistrationItem[]; readonly meaning: ExitMeaning };

/**
 * Registers one after another what was planned and shown; one that fails does not hold up the others. Once the signal is aborted
 * nothing more is sent; what was sent is still read back. The last event tells how each ended.
 */
export async function* registerInstances(
  ports: Ports,
  run: { readonly set: RegistrationSet; readonly signal: AbortSignal },
): AsyncGenerator<RegistrationEvent, void, undefined> {
  const items: RegistrationItem[] = [];
  for (const planned of run.set.items) {
    const item = { wish: planned.wish, ...(await outcomeOf(ports, { planned, signal: run.signal })) };
    items.push(item);
    yield { kind: 'ended', item };
  }
  yield { kind: 'finished', items, meaning: meaningOf(items) };
}

async function outcomeOf(
  ports: Ports,
  turn: { readonly planned: RegistrationSet['items'][number]; readonly signal: AbortSignal },
): Promise<RegistrationOutcome | { readonly outcome: 'not-sent' }> {
  const { planned, signal } = turn;
  if (isRefused(planned)) return { outcome: 'refused', error: planned.error, primaries: null };
  return signal.aborted ? { outcome: 'not-sent' } : await registerInstance(ports, planned);
}

/** The one error of a run about one instance; `null` where it came to an end that can be shown. */
export function onlyError(items: readonly RegistrationItem[]): SpotctlError | null {
  const [only, ...others] = items;
  if (only === undefined || others.length > 0) return null;
  if (only.outcome === 'not-sent') return new SpotctlError({ code: 'INTERRUPTED', message: 'Interrupted; nothing was sent.' });
  return 'error' in only ? only.error : null;
}

/** How a rehearsal ends: done where nothing was left out. */
export function plannedMeaning({ items }: RegistrationSet): ExitMeaning {
  const refused = items.filter(isRefused);
  const meanings = new Set(refused.map(({ error }) => error.exitMeaning));
  const [meaning] = meanings;
  if (meaning === undefined) return 'done';
  return refused.length === items.length && meanings.size === 1 ? meaning : 'partial';
}

/** Done where every instance is; the one error's own meaning where all have it; partly done in between. */
export function meaningOf(items: readonly RegistrationItem[]): ExitMeaning {
  if (items.some(({ outcome }) => outcome === 'not-sent')) return 'interrupted';
  const unwell = items.filter(({ outcome }) => outcome !== 'registered' && outcome !== 'already-registered');
  if (unwell.length === 0) return 'done';
  const meanings = new Set(unwell.map((item) => ('error' in item ? item.error.exitMeaning : 'partial')));
  const [meaning] = meanings;
  return unwell.length === items.length && meanings.size === 1 && meaning !== undefined ? meaning : 'partial';
}
