import { REPLICA_TAG } from '../../domain/agent-run/launch-marks.ts';
import type { AgentReplica } from '../../domain/agent-run/replica-order.ts';
import { isInstanceId } from '../../domain/instance.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { failReplica } from './fail-replica.ts';
import { launchedBefore } from './launch-once.ts';
import { launchReplicas } from './launch-replicas.ts';
import { untilRunning } from './until-running.ts';

/**
 * Launches what the backend asks for, waits until it runs, and says that it is ready; also of what an earlier life of the agent has
 * launched. An agent that does not serve, or is switched off, leaves it to the one that does. Throws what kept it from going on.
 */
export async function* standUpReplicas(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  if (!run.standing.isServing || !run.standing.isEnabled) return;
  yield* launchReplicas(run);
  if (run.input.isDryRun) return;
  const backend = await run.ports.agentBackend();
  const replicas = await backend.replicas(run.agentId);
  for (const replica of replicas.filter(isOnItsWay)) yield* settle(run, replica);
}

function isOnItsWay({ status, instanceId }: AgentReplica): boolean {
  return status === 'syncing' && isInstanceId(instanceId);
}

/** What another agent has launched is for that one to tell. */
async function* settle(run: AgentRun, { id: replicaId, instanceId: id }: AgentReplica): AsyncGenerator<AgentEvent, void> {
  const { ports, agentId, identity } = run;
  const own = await launchedBefore(run, { tag: REPLICA_TAG, value: replicaId });
  if (own?.id !== id) return;
  const running = await untilRunning(run, { region: identity.region, id });
  if (typeof running === 'string') {
    yield await failReplica(run, { replicaId, reason: running });
    return;
  }
  const backend = await ports.agentBackend();
  await backend.reportReplica(agentId, { replicaId, status: 'ready', reason: null, at: ports.clock.now().toISOString() });
  yield { kind: 'replica-ready', replicaId, id };
}
