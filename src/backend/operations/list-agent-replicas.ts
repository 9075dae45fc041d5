import { agentReplicas } from '../../wire/replicas.ts';
import { clientTokenRoute, type Route } from '../http/route.ts';
import { secondsSince } from '../store/stored-time.ts';
import { replicaFacts, replicasWithPools } from './replica-facts.ts';

/** Replicas of the caller's own agent. Asked for terminated ones it shows them, as the agents that poll for them expect. */
export const agentReplicasRoute: Route = clientTokenRoute(agentReplicas, async ({ store, client, params, query, now }) => {
  const { status } = query;
  const showsInactive = query.include_terminated === 'true' || status === 'terminated';
  let wanted = replicasWithPools(store)
    .innerJoin('agents as a', 'a.id', 'ri.agent_id')
    .where('a.client_id', '=', client.id)
    .where('ri.agent_id', '=', params['agentId'] ?? '');
  if (status !== undefined) wanted = wanted.where('ri.status', '=', status);
  if (!showsInactive) wanted = wanted.where('ri.is_active', '=', 1);
  const rows = await wanted.orderBy('ri.created_at', 'desc').orderBy('ri.id').execute();
  const replicas = rows.map((row) => ({
    ...replicaFacts(row),
    instance_id: row.instance_id,
    age_seconds: secondsSince(row.created_at, now),
    tags: readTags(row.tags),
  }));
  return { replicas, total: replicas.length };
});

/** Tags that are no JSON, which a database without a check may hold, count as none. */
function readTags(stored: string | null): unknown {
  if (stored === null) return {};
  try {
    return JSON.parse(stored);
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
