import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { findingByCode } from '../../domain/findings/index.ts';
import { contextNamed, type ContextStore } from './context-store.ts';
import { saveContext } from './edit-contexts.ts';

const LONGEST_MS = 366 * 86_400_000;

export interface SuppressionRequest {
  readonly context: string | null;
  readonly code: string;
  readonly subject: string | null;
  /** `null`: the suppression ends. */
  readonly given: { readonly reason: string; readonly forMs: number } | null;
  readonly now: Date;
}

/** What is written; both `null` where a suppression was taken away. */
export interface WrittenSuppression {
  readonly code: string;
  readonly subject: string | null;
  readonly reason: string | null;
  readonly until: string | null;
}

/** Writes one suppression into the context in place of one for the same code and subject; what has expired is swept out. */
export async function suppressFinding(store: ContextStore, request: SuppressionRequest): Promise<WrittenSuppression> {
  const { subject, given, now } = request;
  const { context, code } = checked(request);
  const others = (contextNamed(await store.read(), context)?.suppress ?? []).filter(
    (one) => !(one.code === code && one.subject === subject) && Date.parse(one.until) > now.getTime(),
  );
  const written =
    given === null ? null : { code, subject, reason: given.reason.trim(), until: new Date(now.getTime() + given.forMs).toISOString() };
  const suppress = written === null ? others : [...others, written];
  await saveContext(store, { name: context, changes: { suppress: suppress.length === 0 ? null : suppress } });
  return written ?? { code, subject, reason: null, until: null };
}

/** Throws `USAGE` or `CODE_UNKNOWN` for what cannot be a suppression, before anything is written. */
function checked({ context, code, given }: SuppressionRequest): { readonly context: string; readonly code: string } {
  if (context === null) {
    throw new SpotctlError({
      code: 'USAGE',
      message: 'No context is in use.',
      hint: 'Make one with `spotctl context set NAME`, or name one with --context.',
    });
  }
  const finding = findingByCode(code);
  if (finding === null) throw new SpotctlError({ code: 'CODE_UNKNOWN', message: `There is no finding "${code}".` });
  if (given !== null && given.reason.trim() === '') {
    throw new SpotctlError({ code: 'USAGE', message: 'A suppression needs its reason.', hint: 'Say why with --reason.' });
  }
  if (given !== null && (given.forMs <= 0 || given.forMs > LONGEST_MS)) {
    throw new SpotctlError({ code: 'USAGE', message: 'A suppression needs an end.', hint: 'Say how long with --for, 366 days at most.' });
  }
  return { context, code: finding.code };
}
