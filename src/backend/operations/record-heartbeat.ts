import * as z from 'zod/mini';

import { heartbeat, heartbeatRequest } from '../../wire/agent-registration.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';

const request = z.extend(heartbeatRequest, { status: z.nullish(z.string().check(z.maxLength(20))) });

/** Marks an agent as alive. A heartbeat from an instance that is not the agent's own says nothing about the agent. */
export const heartbeatRoute: Route = ownAgentRoute({ ...heartbeat, request }, async (call) => {
  const { store, queries, agent, client, body, now } = call;
  if (body.instance_id !== undefined && agent.instance_id !== null && body.instance_id !== agent.instance_id) return { success: true };
  const at = storedTime(now);
  await transact(store, async (transaction) => {
    await transaction.executeQuery(queries.markAlive({ agentId: agent.id, status: body.status ?? 'online', at }));
    await transaction.executeQuery(queries.markSynced({ clientId: client.id, at }));
  });
  return { success: true };
});
