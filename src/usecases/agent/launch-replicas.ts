import { REPLICA_TAG, replicaTags } from '../../domain/agent-run/launch-marks.ts';
import { type AgentReplica, isAskedFor, readReplica, type ReplicaOrder } from '../../domain/agent-run/replica-order.ts';
import { type CloudInstance, isStanding } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { failReplica } from './fail-replica.ts';
import { launchedBefore, launchOnce } from './launch-once.ts';

/**
 * Launches an instance for each replica that the backend waits for, and puts its id in. Done again from any point it launches nothing
 * twice: EC2 takes the replica's id for the launch's, and the tag finds what was launched. What EC2 refuses for good fails the replica,
 * with the reason. Throws what else kept it from going on; the next poll does.
 */
export async function* launchReplicas(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  const backend = await run.ports.agentBackend();
  const replicas = await backend.replicas(run.agentId);
  for (const replica of replicas.filter(isAskedFor)) yield* launchFor(run, replica);
}

async function* launchFor(run: AgentRun, replica: AgentReplica): AsyncGenerator<AgentEvent, void> {
  const read = readReplica(replica, run.identity);
  const replicaId = replica.id;
  if (run.input.isDryRun) {
    yield read.ok
      ? { kind: 'would-launch', replicaId, pool: `${read.order.instanceType}.${read.order.az}` }
      : { kind: 'no-replica', reason: read.why };
    return;
  }
  const before = await launchedBefore(run, { tag: REPLICA_TAG, value: replicaId });
  const launched = before === null ? await launchAs(run, read) : stillStanding(before);
  if (typeof launched === 'string') {
    yield await failReplica(run, { replicaId, reason: launched });
    return;
  }
  yield { kind: 'replica-launched', replicaId, id: launched.id, wasAlready: before !== null };
  yield* book(run, { replicaId, instanceId: launched.id });
}

async function launchAs(run: AgentRun, read: ReturnType<typeof readReplica>): Promise<{ readonly id: string } | string> {
  return read.ok ? await launchReplica(run, read.order) : read.why;
}

function stillStanding({ id, state }: CloudInstance): { readonly id: string } | string {
  return isStanding(state) ? { id } : `${id}, which was launched for it, is ${state}`;
}

async function launchReplica(run: AgentRun, order: ReplicaOrder): Promise<{ readonly id: string } | string> {
  const { replicaId, instanceType, az } = order;
  const tags = replicaTags(order, run.identity);
  const like = run.identity.instanceId;
  return await launchOnce(run, { like, instanceType, az, mode: 'spot', tags, clientToken: `spotctl-replica-${replicaId}` });
}

/** Today's backend would make a replica of a primary that was promoted meanwhile: it is asked once more what it waits for. */
async function* book(
  { ports, agentId }: AgentRun,
  launched: { readonly replicaId: string; readonly instanceId: string },
): AsyncGenerator<AgentEvent, void> {
  const { replicaId, instanceId: id } = launched;
  const backend = await ports.agentBackend();
  const replicas = await backend.replicas(agentId);
  const isWanted = replicas.some((replica) => replica.id === replicaId && isAskedFor(replica));
  if (!isWanted || !(await backend.bookReplica(agentId, launched).then(() => true, isStillThere))) yield { kind: 'unasked', replicaId, id };
}

/** False where the backend has withdrawn it between two calls. */
function isStillThere(error: unknown): false {
  if (error instanceof SpotctlError && (error.code === 'BACKEND_REJECTED' || error.code === 'BACKEND_NOT_FOUND')) return false;
  throw error;
}
