import { randomUUID } from 'node:crypto';

import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';

interface SwitchOrder {
  readonly clientId: string;
  readonly agent: AgentRow;
  readonly instanceId: string | null;
  readonly mode: 'spot' | 'ondemand';
  readonly poolId: string | null;
  readonly priority: number;
  readonly by: string;
  readonly now: Date;
}

/** Queues a switch for an agent's next poll. Returns the command's id. */
export async function queueSwitch(transaction: StoreTransaction, order: SwitchOrder): Promise<string> {
  const { clientId, agent, instanceId, mode, poolId, priority, by, now } = order;
  const id = randomUUID();
  await transaction
    .insertInto('commands')
    .values({
      id,
      client_id: clientId,
      agent_id: agent.id,
      command_type: 'switch',
      target_mode: mode,
      target_pool_id: poolId,
      instance_id: instanceId,
      priority,
      terminate_wait_seconds: agent.auto_terminate_enabled === 1 ? (agent.terminate_wait_seconds ?? 300) : 0,
      status: 'pending',
      created_by: by,
      trigger_type: 'manual',
      created_at: storedTime(now),
    })
    .execute();
  await recordEvent(transaction, {
    type: 'switch_queued',
    clientId,
    agentId: agent.id,
    instanceId,
    message: `A switch to ${poolId ?? mode} was queued`,
    at: now,
  });
  return id;
}
