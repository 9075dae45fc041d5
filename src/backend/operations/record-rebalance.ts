import { reportRebalance } from '../../wire/interruptions.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { agentSettings } from './agent-settings.ts';
import { choosePool, poolRisk } from './choose-pool.ts';
import { reportedTime } from './reported-time.ts';
import { servingInstance } from './serving-instance.ts';

const SAME_SIGNAL_SECONDS = 3600;

interface Recommendation {
  readonly agent: AgentRow;
  readonly instanceId: string;
  readonly detectedAt: string;
  readonly risk: number;
  readonly action: 'switch' | 'monitor';
  readonly now: Date;
}

/** EC2 says that the primary may go soon: how risky its pool is, and where else to run. The same signal within an hour is booked once. */
export const rebalanceRoute: Route = ownAgentRoute(reportRebalance, async ({ store, agent, body, now }) => {
  const instanceId = servingInstance(agent, body.instance_id);
  const detectedAt = reportedTime('detected_at', body.detected_at) ?? storedTime(now);
  const risk = await poolRisk(store, { poolId: agent.current_pool_id, now });
  const threshold = (await agentSettings(store, agent)).risk_threshold ?? 0;
  const pool = risk > threshold ? await choosePool(store, { agent, preferredZones: [], excludedZones: [], now }) : null;
  const action = pool === null ? 'monitor' : 'switch';
  await transact(store, (transaction) => book(transaction, { agent, instanceId, detectedAt, risk, action, now }));
  const share = `${(risk * 100).toFixed(2)}%`;
  if (pool === null) {
    const reason =
      risk > threshold
        ? `Current pool has elevated interruption risk (${share}), and no other is known`
        : `Risk is acceptable (${share}), continuing to monitor`;
    return { success: true, action, risk_score: risk, reason };
  }
  const target = { target_mode: 'spot', target_pool_id: pool.id, target_pool_name: pool.pool_name };
  return { success: true, action, risk_score: risk, reason: `Current pool has elevated interruption risk (${share})`, ...target };
});

async function book(transaction: StoreTransaction, { agent, instanceId, detectedAt, risk, action, now }: Recommendation): Promise<void> {
  await lockAgent(transaction, agent.id);
  const at = storedTime(now);
  await transaction.updateTable('agents').set({ last_rebalance_recommendation_at: at }).where('id', '=', agent.id).execute();
  const known = await transaction
    .selectFrom('termination_events')
    .select('id')
    .where('instance_id', '=', instanceId)
    .where('agent_id', '=', agent.id)
    .where('event_type', '=', 'rebalance_recommendation')
    .where('detected_at', '>', storedTime(new Date(now.getTime() - SAME_SIGNAL_SECONDS * 1000)))
    .executeTakeFirst();
  if (known !== undefined) return;
  const metadata = { risk_score: risk, current_pool: agent.current_pool_id };
  await transaction
    .insertInto('termination_events')
    .values({
      agent_id: agent.id,
      instance_id: instanceId,
      event_type: 'rebalance_recommendation',
      detected_at: detectedAt,
      status: 'detected',
      metadata: JSON.stringify(metadata),
    })
    .execute();
  await recordEvent(transaction, {
    type: 'rebalance_recommendation',
    severity: 'warning',
    clientId: agent.client_id,
    agentId: agent.id,
    instanceId,
    message: `EC2 recommends to move away from ${instanceId}: ${action}`,
    metadata: { ...metadata, action },
    at: now,
  });
}
