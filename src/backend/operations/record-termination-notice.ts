import { reportTerminationNotice } from '../../wire/interruptions.ts';
import { Refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { findReplica } from './find-replica.ts';
import { isPromotable, makeReplicaPrimary, type Promotion } from './make-replica-primary.ts';
import { recordInterruption } from './record-interruption.ts';
import { reportedTime } from './reported-time.ts';
import { standingReplicas } from './standing-replicas.ts';

interface Notice {
  readonly agent: AgentRow;
  readonly instanceId: string;
  readonly replicaId: string | null;
  readonly terminationTime: string | null;
  readonly now: Date;
}

/**
 * EC2 ends the primary within two minutes: the launched replica takes over, and the old primary waits for the sweep. An instance
 * that serves nobody may end as it likes. Without a replica the notice is booked, and the answer says what is left to do.
 */
export const terminationNoticeRoute: Route = ownAgentRoute(reportTerminationNotice, async ({ store, agent, body, now }) => {
  const startedAt = performance.now();
  const instanceId = body.instance_id ?? agent.instance_id;
  if (instanceId === null || instanceId !== agent.instance_id) return nothingToDo(agent);
  const terminationTime = reportedTime('termination_time', body.termination_time) ?? reportedTime('time', body.time);
  const notice: Notice = { agent, instanceId, replicaId: body.replica_id ?? null, terminationTime, now };
  const replica = await transact(store, (transaction) => failOver(transaction, notice));
  if (replica === null) {
    throw new Refusal(409, {
      success: false,
      error: 'No replica available',
      action: 'emergency_snapshot_required',
      message: 'No launched replica can take over: save the state elsewhere',
    });
  }
  return {
    success: true,
    message: 'Automatic failover completed',
    new_instance_id: replica.instance_id,
    replica_id: replica.id,
    failover_time_ms: Math.ceil(performance.now() - startedAt),
    action: 'replica_promoted',
  };
});

function nothingToDo(agent: AgentRow) {
  const message = 'The instance does not serve the agent: nothing was changed';
  return { success: true, message, new_instance_id: agent.instance_id, replica_id: null, failover_time_ms: 0, action: 'none' };
}

async function failOver(transaction: StoreTransaction, notice: Notice): Promise<Promotion['replica'] | null> {
  const { agent, instanceId, terminationTime, now } = notice;
  await lockAgent(transaction, agent.id);
  const replica = await chooseReplica(transaction, notice);
  const heard = { last_termination_notice_at: storedTime(now), last_interruption_signal: storedTime(now) };
  await transaction.updateTable('agents').set(heard).where('id', '=', agent.id).execute();
  const about = { agent, instanceId, signal: 'termination-notice', terminationTime, now } as const;
  if (replica === null) {
    const message = `EC2 ends ${instanceId}, and no replica can take over`;
    const nothing = { response: 'no-action', replicaId: null, problem: 'No replica available', message } as const;
    await recordInterruption(transaction, { ...about, ...nothing });
    return null;
  }
  await makeReplicaPrimary(transaction, { agent, replica, now });
  await countFailover(transaction, { agent, replica, now });
  const message = `EC2 ends ${instanceId}: ${replica.instance_id} took over`;
  const done = { response: 'promoted-existing-replica', replicaId: replica.id, problem: null, message } as const;
  await recordInterruption(transaction, { ...about, ...done });
  return replica;
}

async function chooseReplica(transaction: StoreTransaction, { agent, replicaId }: Notice): Promise<Promotion['replica'] | null> {
  if (replicaId !== null) return findReplica(transaction, { agentId: agent.id, replicaId });
  return (await standingReplicas(transaction, agent.id)).find(isPromotable) ?? null;
}

async function countFailover(transaction: StoreTransaction, { agent, replica, now }: Promotion): Promise<void> {
  await transaction
    .updateTable('agents')
    .set((is) => ({ interruption_handled_count: is(is.fn.coalesce('interruption_handled_count', is.val(0)), '+', 1) }))
    .where('id', '=', agent.id)
    .execute();
  await transaction
    .updateTable('replica_instances')
    .set({ failover_completed_at: storedTime(now) })
    .where('id', '=', replica.id)
    .execute();
}
