import type { Store } from './open-store.ts';
import type { AgentRow } from './rows.ts';

/** The agent of that id, if it is that client's and not deleted. */
export async function findOwnAgent(
  store: Store,
  { agentId, clientId }: { readonly agentId: string; readonly clientId: string },
): Promise<AgentRow | undefined> {
  return store
    .selectFrom('agents')
    .selectAll()
    .where('id', '=', agentId)
    .where('client_id', '=', clientId)
    .where((is) => is.or([is('status', 'is', null), is('status', '!=', 'deleted')]))
    .executeTakeFirst();
}
