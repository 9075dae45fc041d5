import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { notify } from './notify.ts';

export interface Interruption {
  readonly agent: AgentRow;
  readonly instanceId: string;
  readonly signal: 'rebalance-recommendation' | 'termination-notice';
  /** As it is stored. */
  readonly terminationTime: string | null;
  readonly response: 'created-replica' | 'promoted-existing-replica' | 'no-action';
  readonly replicaId: string | null;
  /** What could not be done about it. */
  readonly problem: string | null;
  readonly message: string;
  readonly now: Date;
}

/** Books what EC2 announced and what was done about it: the pool's history, the event and the client's notice. */
export async function recordInterruption(transaction: StoreTransaction, interruption: Interruption): Promise<void> {
  const { agent, instanceId, signal, terminationTime, response, replicaId, problem, message, now } = interruption;
  const isFailover = response === 'promoted-existing-replica';
  await transaction
    .insertInto('spot_interruption_events')
    .values({
      instance_id: instanceId,
      agent_id: agent.id,
      pool_id: agent.current_pool_id,
      signal_type: signal,
      detected_at: storedTime(now),
      termination_time: terminationTime,
      response_action: response,
      replica_id: replicaId,
      replica_ready: isFailover ? 1 : 0,
      failover_completed: isFailover ? 1 : 0,
      success: problem === null ? 1 : 0,
      error_message: problem,
    })
    .execute();
  const about = { clientId: agent.client_id, agentId: agent.id };
  const type = signal.replaceAll('-', '_');
  await recordEvent(transaction, { type, severity: 'warning', ...about, instanceId, message, at: now });
  await notify(transaction, { ...about, type, message, now });
}
