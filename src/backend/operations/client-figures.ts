import type { Store } from '../store/open-store.ts';
import type { ClientRow } from '../store/rows.ts';
import { sentTime } from '../store/stored-time.ts';

/** What a client's own summary and the administration's list of clients have in common. */
export async function clientFigures(store: Store, client: ClientRow) {
  return {
    id: client.id,
    name: client.name,
    status: client.is_active === 1 ? 'active' : 'inactive',
    agentsOnline: await countAgents(store, { clientId: client.id, onlineOnly: true }),
    agentsTotal: await countAgents(store, { clientId: client.id, onlineOnly: false }),
    instances: await countActiveInstances(store, client.id),
    totalSavings: client.total_savings ?? 0,
    lastSync: sentTime(client.last_sync_at),
  };
}

async function countAgents(
  store: Store,
  { clientId, onlineOnly }: { readonly clientId: string; readonly onlineOnly: boolean },
): Promise<number> {
  const counted = await store
    .selectFrom('agents')
    .select(({ fn }) => fn.countAll<number>().as('agents'))
    .where('client_id', '=', clientId)
    .where((is) => is.or([is('status', 'is', null), is('status', '!=', 'deleted')]))
    .$if(onlineOnly, (query) => query.where('status', '=', 'online'))
    .executeTakeFirstOrThrow();
  return counted.agents;
}

async function countActiveInstances(store: Store, clientId: string): Promise<number> {
  const counted = await store
    .selectFrom('instances')
    .select(({ fn }) => fn.countAll<number>().as('instances'))
    .where('client_id', '=', clientId)
    .where('is_active', '=', 1)
    .executeTakeFirstOrThrow();
  return counted.instances;
}
