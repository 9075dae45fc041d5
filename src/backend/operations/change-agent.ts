import { deleteAgent, forceSwitch, setAgentSettings, setAgentSwitches, toggleAgent } from '../../wire/client-settings.ts';
import { errorTexts } from '../../wire/errors.ts';
import { refusal } from '../http/refusal.ts';
import { principalRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/principal.ts';
import { lockAgent } from '../store/lock-rows.ts';
import type { Store } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { agentSettingsColumns, agentSwitchesRequest, settingsRequest, switchColumns } from './agent-columns.ts';
import { changeInstance } from './change-instance.ts';
import { queueSwitch } from './queue-switch.ts';

export const agentSwitchesRoute: Route = principalRoute({ ...setAgentSwitches, request: agentSwitchesRequest }, async (call) => {
  const agent = await findAgent(call.store, call);
  const columns = switchColumns(call.body);
  await write(call.store, { agent, columns, now: call.now });
  const stored = { ...agent, ...columns };
  return {
    success: true,
    auto_switch_enabled: stored.auto_switch_enabled === 1,
    manual_replica_enabled: stored.manual_replica_enabled === 1,
  };
});

export const agentSettingsRoute: Route = principalRoute({ ...setAgentSettings, request: settingsRequest }, async (call) => {
  const agent = await findAgent(call.store, call);
  await write(call.store, { agent, columns: agentSettingsColumns(call.body), now: call.now });
  return { success: true };
});

export const toggleAgentRoute: Route = principalRoute(toggleAgent, async (call) => {
  const agent = await findAgent(call.store, call);
  await write(call.store, { agent, columns: { enabled: call.body.enabled ? 1 : 0 }, now: call.now });
  return { success: true };
});

/** Marks the agent as deleted. Its primary goes on running and is nobody's to sweep, so it is left as it is and said in the event. */
export const deleteAgentRoute: Route = principalRoute(deleteAgent, async (call) => {
  const { store, now } = call;
  const agent = await findAgent(store, call);
  const at = storedTime(now);
  await transact(store, async (transaction) => {
    await lockAgent(transaction, agent.id);
    await transaction
      .updateTable('agents')
      .set({ status: 'deleted', enabled: 0, terminated_at: at, updated_at: at })
      .where('id', '=', agent.id)
      .execute();
    const replicas = await transaction
      .selectFrom('instances')
      .select('id')
      .where('agent_id', '=', agent.id)
      .where('instance_status', '=', 'running_replica')
      .execute();
    const event = { kind: 'dismissed', at: now.toISOString() } as const;
    for (const { id } of replicas) {
      await changeInstance(transaction, { instanceId: id, clientId: agent.client_id, agentId: agent.id, event, now });
    }
    const message = `Agent ${agent.logical_agent_id} was deleted${agent.instance_id === null ? '' : `; ${agent.instance_id} goes on running`}`;
    await recordEvent(transaction, {
      type: 'agent_deleted',
      severity: 'warning',
      clientId: agent.client_id,
      agentId: agent.id,
      message,
      at: now,
    });
  });
  return { success: true, message: 'Agent deleted successfully', agent_id: agent.id };
});

export const forceSwitchRoute: Route = principalRoute(forceSwitch, async ({ store, principal, params, body, now }) => {
  const agent = await agentOf(store, { principal, column: 'instance_id', id: params['instanceId'] ?? '' });
  if (agent === undefined) throw refusal(404, 'Instance or agent not found');
  const { target, pool_id = null } = body;
  if (target === 'pool' && pool_id === null) throw refusal(400, 'pool_id is required');
  const command_id = await transact(store, (transaction) =>
    queueSwitch(transaction, {
      clientId: agent.client_id,
      agent,
      instanceId: agent.instance_id,
      mode: target === 'ondemand' ? 'ondemand' : 'spot',
      poolId: pool_id,
      priority: 75,
      by: 'client',
      now,
    }),
  );
  return { success: true, command_id, message: 'Switch command queued. Agent will execute on next check.' };
});

interface Asked {
  readonly principal: Principal;
  readonly params: Readonly<Record<string, string>>;
}

async function findAgent(store: Store, { principal, params }: Asked): Promise<AgentRow> {
  const agent = await agentOf(store, { principal, column: 'id', id: params['agentId'] ?? '' });
  if (agent === undefined) throw refusal(404, errorTexts.agentNotFound);
  return agent;
}

/** An agent of the caller's client, or for an administrator of any. */
async function agentOf(
  store: Store,
  { principal, column, id }: { readonly principal: Principal; readonly column: 'id' | 'instance_id'; readonly id: string },
): Promise<AgentRow | undefined> {
  const agents = store
    .selectFrom('agents')
    .selectAll()
    .where(column, '=', id)
    .where((is) => is.or([is('status', 'is', null), is('status', '!=', 'deleted')]));
  if (principal.kind === 'client') return agents.where('client_id', '=', principal.client.id).executeTakeFirst();
  return agents.executeTakeFirst();
}

async function write(
  store: Store,
  { agent, columns, now }: { readonly agent: AgentRow; readonly columns: Partial<AgentRow>; readonly now: Date },
): Promise<void> {
  await transact(store, async (transaction) => {
    await transaction
      .updateTable('agents')
      .set({ ...columns, updated_at: storedTime(now) })
      .where('id', '=', agent.id)
      .execute();
    const message = `Agent ${agent.logical_agent_id} was set to ${JSON.stringify(columns)}`;
    await recordEvent(transaction, { type: 'agent_configured', clientId: agent.client_id, agentId: agent.id, message, at: now });
  });
}
