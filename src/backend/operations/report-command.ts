import { issueSwitchCommand, reportCommandExecuted } from '../../wire/agent-commands.ts';
import { replicaConfig } from '../../wire/replicas.ts';
import { refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { withinColumn } from '../store/within-column.ts';
import { queueSwitch } from './queue-switch.ts';

/** Closes a pending command of the agent. One that is closed already, or that nobody knows, stays as it is. */
export const commandExecutedRoute: Route = ownAgentRoute(reportCommandExecuted, async ({ store, agent, params, body, now }) => {
  const id = params['commandId'] ?? '';
  const at = storedTime(now);
  const isDone = body.success ?? true;
  const message = withinColumn(body.message ?? '');
  await transact(store, async (transaction) => {
    await transaction
      .updateTable('commands')
      .set({ status: isDone ? 'completed' : 'failed', success: isDone ? 1 : 0, message, executed_at: at, completed_at: at })
      .where('id', '=', id)
      .where('agent_id', '=', agent.id)
      .where('status', '=', 'pending')
      .execute();
    if (!/^\d{1,15}$/.test(id)) return;
    await transaction
      .updateTable('pending_switch_commands')
      .set({ executed_at: at, execution_result: JSON.stringify({ success: isDone, message }) })
      .where('id', '=', Number(id))
      .where('agent_id', '=', agent.id)
      .where('executed_at', 'is', null)
      .execute();
  });
  return { success: true };
});

export const replicaConfigRoute: Route = ownAgentRoute(replicaConfig, async ({ agent }) => ({
  enabled: agent.replica_enabled,
  count: agent.replica_count,
}));

/** Queues a switch of the agent's own instance. The Python backend never could. */
export const issueSwitchRoute: Route = ownAgentRoute(issueSwitchCommand, async ({ store, client, agent, body, now }) => {
  const { target_mode, target_pool_id = null } = body;
  if (target_mode !== 'spot' && target_mode !== 'ondemand') throw refusal(400, 'Invalid target_mode');
  if (agent.auto_switch_enabled !== 1) throw refusal(403, 'Auto-switch is disabled for this agent');
  await transact(store, (transaction) =>
    queueSwitch(transaction, {
      clientId: client.id,
      agent,
      instanceId: agent.instance_id,
      mode: target_mode,
      poolId: target_pool_id,
      priority: 25,
      by: 'agent',
      now,
    }),
  );
  return { success: true };
});
