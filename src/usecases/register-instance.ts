import type { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { reconcile } from '../domain/reconciliation.ts';
import { mendRegistration } from '../domain/registration/mend-registration.ts';
import type { RegistrationRequest } from '../domain/registration/registration-request.ts';
import { type Demotion, type Verification, verifyRegistration } from '../domain/registration/verify-registration.ts';
import type { Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { type PlannedRegistration, readBooks } from './plan-registrations.ts';
import { registrationFailure } from './registration/registration-failure.ts';
import { readWait } from './registration/read-wait.ts';
import { recheck } from './registration/recheck.ts';
import type { Sending } from './registration/sending.ts';
import { tryCall } from './try-call.ts';

/** How a registration ended; the JSON kind `Registration`. */
export interface Registration {
  readonly request: RegistrationRequest;
  readonly agent: { readonly id: string; readonly logicalAgentId: string };
  readonly demoted: readonly Demotion[];
  /** True once the backend, read again, shows exactly what was asked for. */
  readonly verified: boolean;
  /** Who claims to be the agent's primary, as read again; `null` where it could not be read. */
  readonly primaries: readonly string[] | null;
  readonly warnings: readonly string[];
  /** The command that mends what is not as it was asked for; `null` where all is. */
  readonly next: string | null;
}

export type RegistrationOutcome =
  | { readonly outcome: 'registered' | 'already-registered' | 'unverified'; readonly registration: Registration }
  | { readonly outcome: 'failed' | 'refused'; readonly error: SpotctlError; readonly primaries: readonly string[] | null };

/** How often an answer that never came is looked for in the books, and how far apart. */
const LATE_LOOKS = 3;
const LATE_LOOK_MS = 1_500;
/** After these the backend may still be at work on the request. */
const OPEN_ENDED: ReadonlySet<string> = new Set(['BACKEND_TIMEOUT', 'BACKEND_UNREACHABLE']);

/**
 * Reads the books again, sends the registration, and reads back what the backend made of it, also after an error: it demotes the
 * old primary before anything else, so an error does not mean that nothing happened. Never throws for what the backend did.
 */
export async function registerInstance(ports: Ports, planned: PlannedRegistration): Promise<RegistrationOutcome> {
  if (planned.plan.kind === 'nothing-to-do') return alreadyRegistered(planned);
  const checked = await recheck(ports, planned);
  switch (checked.kind) {
    case 'stopped':
      return { outcome: checked.error.exitMeaning === 'refused' ? 'refused' : 'failed', error: checked.error, primaries: null };
    case 'nothing-to-do':
      return alreadyRegistered(planned);
    case 'as-shown':
      return await send(ports, { planned, ...checked });
    default:
      return checked satisfies never;
  }
}

async function send(ports: Ports, sending: Sending): Promise<RegistrationOutcome> {
  const { request, agent } = sending.plan;
  const backend = await ports.backend();
  const sent = await tryCall(backend.register(agent.id, request));
  const isOpenEnded = !sent.ok && OPEN_ENDED.has(sent.error.code);
  const seen = await readBack(ports, { ...sending, looks: isOpenEnded ? LATE_LOOKS : 1 });
  const error = sent.ok ? null : sent.error;
  if (error === null || (seen.ok && seen.value.isVerified)) return accepted(sending, { seen, error });
  return {
    outcome: 'failed',
    error: registrationFailure(sending, { error, seen, isOpenEnded }),
    primaries: seen.ok ? seen.value.primaries : null,
  };
}

function accepted(
  { plan }: Sending,
  { seen, error }: { readonly seen: Seen<Verification>; readonly error: SpotctlError | null },
): RegistrationOutcome {
  const { request, agent, warnings } = plan;
  const afterAll = error === null ? [] : [`The backend answered with an error, yet the registration is complete: ${error.message}`];
  const problems = seen.ok ? seen.value.problems : [`The registration was accepted, but could not be read back: ${seen.why}`];
  const isVerified = seen.ok && seen.value.isVerified;
  return {
    outcome: isVerified ? 'registered' : 'unverified',
    registration: {
      request,
      agent: { id: agent.id, logicalAgentId: agent.logicalAgentId },
      demoted: seen.ok ? seen.value.demoted : [],
      verified: isVerified,
      primaries: seen.ok ? seen.value.primaries : null,
      warnings: [...warnings, ...afterAll, ...problems],
      next: isVerified ? null : mendRegistration({ request, agent, seen: seen.ok ? seen.value : null }),
    },
  };
}

async function readBack(ports: Ports, read: Sending & { readonly looks: number }): Promise<Seen<Verification>> {
  const seen = await readOnce(ports, read);
  if (read.looks <= 1 || (seen.ok && seen.value.isVerified)) return seen;
  await ports.clock.sleep(LATE_LOOK_MS);
  return await readBack(ports, { ...read, looks: read.looks - 1 });
}

async function readOnce(ports: Ports, { planned, plan, row, knownOrphans }: Sending): Promise<Seen<Verification>> {
  const [snapshot, wait] = await Promise.all([
    readBooks(ports, { clientId: planned.facts.clientId, verifiesClient: false }),
    plan.demoted.length === 0 ? null : readWait(ports, plan.agent),
  ]);
  if (!snapshot.backend.ok) return snapshot.backend;
  const { agent, request, demoted } = plan;
  const read = { fleet: reconcile(snapshot), agent, request, demoted, before: row, knownOrphans, wait, now: snapshot.takenAt };
  return { ok: true, value: verifyRegistration(read) };
}

function alreadyRegistered({ plan, facts }: PlannedRegistration): RegistrationOutcome {
  const { id, logicalAgentId } = facts.agent;
  const primaries = plan.request.isPrimary ? [plan.request.instanceId] : null;
  return {
    outcome: 'already-registered',
    registration: {
      request: plan.request,
      agent: { id, logicalAgentId },
      demoted: [],
      verified: true,
      primaries,
      warnings: [],
      next: null,
    },
  };
}
