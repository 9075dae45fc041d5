import { causeText } from '../../domain/errors/cause-text.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { InterruptionNotice } from '../../ports/notices.ts';
import { see } from '../see.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { watchesItsMachine } from './watched-machine.ts';

/**
 * Looks whether EC2 takes the machine back, and tells the backend, once for each notice: first a replica is asked for, then the end is told,
 * whatever became of the first. Throws what kept it from looking or telling; the next look tells it.
 */
export async function* answerInterruption(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  if (!(await watchesItsMachine(run))) return;
  const notices = await run.ports.notices();
  const notice = await notices.interruption();
  if (notice === null || run.heard.has(keyOf(notice))) return;
  yield { kind: 'interruption', ...notice };
  if (run.input.isDryRun) yield { kind: 'would-announce', notice: 'interruption' };
  else yield* announce(run, notice);
  run.heard.add(keyOf(notice));
}

async function* announce(run: AgentRun, notice: InterruptionNotice): AsyncGenerator<AgentEvent, void> {
  yield* askForReplica(run, notice);
  yield* tell(run, notice);
}

function keyOf({ action, at }: InterruptionNotice): string {
  return `${action} ${at}`;
}

/** An agent that is switched off asks for nothing. */
async function* askForReplica(
  { ports, agentId, identity, standing }: AgentRun,
  { at }: InterruptionNotice,
): AsyncGenerator<AgentEvent, void> {
  if (!standing.isEnabled) return;
  const backend = await ports.agentBackend();
  const asked = await see(backend.askForReplica(agentId, { instanceId: identity.instanceId, at }));
  if (asked.ok) yield { kind: 'replica-asked', replicaId: asked.value };
  else yield { kind: 'no-replica', reason: causeText(asked.because?.cause) ?? asked.why };
}

async function* tell(run: AgentRun, { action, at }: InterruptionNotice): AsyncGenerator<AgentEvent, void> {
  const { ports, agentId, identity } = run;
  const { instanceId } = identity;
  const backend = await ports.agentBackend();
  const seenAt = ports.clock.now().toISOString();
  const primary = await backend.reportInterruption(agentId, { instanceId, action, at, seenAt }).catch(nobodyTakesOver);
  yield { kind: 'announced', at, primary };
  // Its beat would give the agent the type and the zone of the machine that goes.
  if (primary !== null && primary !== instanceId) run.standing = { ...run.standing, isServing: false };
}

/** The backend has heard it, and refuses for want of a replica. */
function nobodyTakesOver(error: unknown): null {
  if (error instanceof SpotctlError && error.code === 'BACKEND_REJECTED') return null;
  throw error;
}
