import { canTakeOver } from '../../domain/agent-run/replica-order.ts';
import { causeText } from '../../domain/errors/cause-text.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { InterruptionNotice } from '../../ports/notices.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { launchReplicas } from './launch-replicas.ts';
import { registerSuccessor } from './register-successor.ts';
import { watchesItsMachine } from './watched-machine.ts';

/**
 * Looks whether EC2 takes the machine back, and tells the backend, once for each notice: first a replica is asked for and launched, then
 * the end is told, whatever became of the first. Where no replica could take over, it is told once more when one can. Throws what kept
 * it from looking or telling; the next look tells it.
 */
export async function* answerInterruption(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  if (!(await watchesItsMachine(run))) return;
  const notices = await run.ports.notices();
  const notice = await notices.interruption();
  if (notice === null) return;
  const heard = run.heard.get(keyOf(notice));
  if (heard === undefined) yield* announce(run, notice);
  else if (heard === 'refused' && (await hasReplica(run))) yield* tell(run, notice);
}

function keyOf({ action, at }: InterruptionNotice): string {
  return `${action} ${at}`;
}

async function* announce(run: AgentRun, notice: InterruptionNotice): AsyncGenerator<AgentEvent, void> {
  yield { kind: 'interruption', ...notice };
  if (run.input.isDryRun) {
    yield { kind: 'would-announce', notice: 'interruption' };
    run.heard.set(keyOf(notice), 'over');
    return;
  }
  if (run.standing.isEnabled) yield* prepareReplica(run, notice);
  yield* tell(run, notice);
}

/** Two minutes are few: what is asked for is launched at once. */
async function* prepareReplica(run: AgentRun, { at }: InterruptionNotice): AsyncGenerator<AgentEvent, void> {
  try {
    const backend = await run.ports.agentBackend();
    const replicaId = await backend.askForReplica(run.agentId, { instanceId: run.identity.instanceId, at });
    yield { kind: 'replica-asked', replicaId };
    yield* launchReplicas(run);
  } catch (error) {
    if (!(error instanceof SpotctlError) || run.input.signal.aborted) throw error;
    yield { kind: 'no-replica', reason: causeText(error.cause) ?? error.message };
  }
}

async function hasReplica({ ports, agentId }: AgentRun): Promise<boolean> {
  const backend = await ports.agentBackend();
  const replicas = await backend.replicas(agentId);
  return replicas.some(canTakeOver);
}

async function* tell(run: AgentRun, notice: InterruptionNotice): AsyncGenerator<AgentEvent, void> {
  const { ports, agentId, identity, heard } = run;
  const { instanceId } = identity;
  const backend = await ports.agentBackend();
  const end = { instanceId, ...notice, seenAt: ports.clock.now().toISOString() };
  const answer = await backend.reportInterruption(agentId, end).then((primary) => ({ primary }), orRefused);
  heard.set(keyOf(notice), answer === 'refused' && !heard.has(keyOf(notice)) ? 'refused' : 'over');
  const primary = answer === 'refused' ? null : answer.primary;
  yield { kind: 'announced', at: notice.at, primary };
  if (primary === null || primary === instanceId) return;
  // Its beat would give the agent the type and the zone of the machine that goes.
  run.standing = { ...run.standing, isServing: false };
  yield* registerSuccessor(run, primary);
}

/** The backend has heard it, and has no replica that could take over. */
function orRefused(error: unknown): 'refused' {
  if (error instanceof SpotctlError && error.code === 'BACKEND_REJECTED') return 'refused';
  throw error;
}
