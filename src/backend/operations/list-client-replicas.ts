import { clientReplicas } from '../../wire/client-fleet.ts';
import { clientRoute, type Route } from '../http/route.ts';
import { replicaFacts, replicasWithPools } from './replica-facts.ts';

/** Standing replicas, each beside its agent's primary. */
export const clientReplicasRoute: Route = clientRoute(clientReplicas, async ({ store, clientId }) => {
  const rows = await replicasWithPools(store)
    .innerJoin('agents as a', 'a.id', 'ri.agent_id')
    .leftJoin('instances as i', 'i.id', 'a.instance_id')
    .select(['a.instance_id as primary_id', 'i.instance_type as primary_type', 'i.region as primary_region'])
    .select(['i.az as primary_az', 'i.current_mode as primary_mode'])
    .where('a.client_id', '=', clientId)
    .where('ri.is_active', '=', 1)
    .where('ri.status', 'not in', ['terminated', 'promoted'])
    .orderBy('ri.created_at', 'desc')
    .orderBy('ri.id')
    .execute();
  return rows.map((row) => ({
    agentId: row.agent_id,
    primary: {
      instanceId: row.primary_id,
      instanceType: row.primary_type,
      region: row.primary_region,
      az: row.primary_az,
      mode: row.primary_mode,
    },
    replica: { ...replicaFacts(row), instanceId: row.instance_id },
  }));
});
