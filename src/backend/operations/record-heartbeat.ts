import * as z from 'zod/mini';

import { heartbeat, heartbeatRequest } from '../../wire/agent-registration.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { notify } from './notify.ts';

const upTo = (characters: number) => z.nullish(z.string().check(z.maxLength(characters)));
const request = z.extend(heartbeatRequest, {
  status: upTo(20),
  instance_id: upTo(50),
  instance_type: upTo(50),
  mode: upTo(20),
  az: upTo(50),
});

/** Marks an agent as alive. A heartbeat from an instance that is not the agent's own says nothing about the agent. */
export const heartbeatRoute: Route = ownAgentRoute({ ...heartbeat, request }, async (call) => {
  const { store, queries, agent, client, body, now } = call;
  if (body.instance_id != null && agent.instance_id !== null && body.instance_id !== agent.instance_id) return { success: true };
  const at = storedTime(now);
  const status = body.status ?? 'online';
  await transact(store, async (transaction) => {
    await transaction.executeQuery(queries.markAlive({ agentId: agent.id, status, at }));
    await transaction.executeQuery(queries.markSynced({ clientId: client.id, at }));
    await bookFacts(transaction, { agent, body });
    await tellOfChange(transaction, { agent, status, now });
  });
  return { success: true };
});

/** Type, mode and zone as the agent sees them; most heartbeats say what is known. */
async function bookFacts(
  transaction: StoreTransaction,
  { agent, body }: { readonly agent: AgentRow; readonly body: z.output<typeof request> },
): Promise<void> {
  const said = { instance_type: body.instance_type, current_mode: body.mode, az: body.az };
  const known = { instance_type: agent.instance_type, current_mode: agent.current_mode, az: agent.az };
  const facts = { ...known, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value != null)) };
  if (facts.instance_type === known.instance_type && facts.current_mode === known.current_mode && facts.az === known.az) return;
  await transaction.updateTable('agents').set(facts).where('id', '=', agent.id).execute();
}

async function tellOfChange(
  transaction: StoreTransaction,
  { agent, status, now }: { readonly agent: AgentRow; readonly status: string; readonly now: Date },
): Promise<void> {
  const goesOffline = status === 'offline' && agent.status !== 'offline';
  const comesBack = status === 'online' && agent.status === 'offline';
  if (!goesOffline && !comesBack) return;
  const message = `Agent ${agent.logical_agent_id} ${goesOffline ? 'went offline' : 'is back online'}`;
  await notify(transaction, { clientId: agent.client_id, agentId: agent.id, type: `agent_${status}`, message, now });
}
