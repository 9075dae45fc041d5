import { reportAgentEnd } from '../../wire/interruptions.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { recordEvent } from '../store/record-event.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { withinColumn } from '../store/within-column.ts';
import { notify } from './notify.ts';

/** An agent that ends: it is offline. What becomes of its instance other calls say. */
export const agentEndRoute: Route = ownAgentRoute(reportAgentEnd, async ({ store, agent, body, now }) => {
  const message = `Agent ${agent.logical_agent_id} ended: ${withinColumn(body.reason ?? 'no reason given')}`;
  const about = { clientId: agent.client_id, agentId: agent.id, type: 'agent_ended', message };
  await transact(store, async (transaction) => {
    const offline = { status: 'offline', updated_at: storedTime(now) };
    await transaction.updateTable('agents').set(offline).where('id', '=', agent.id).execute();
    await notify(transaction, { ...about, now });
    await recordEvent(transaction, { ...about, severity: 'warning', instanceId: agent.instance_id, at: now });
  });
  return { success: true };
});
