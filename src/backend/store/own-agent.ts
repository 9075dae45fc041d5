import type { Store } from './open-store.ts';

/** The agent of that id, if it is that client's and not deleted. */
export function ownAgent(store: Store, { agentId, clientId }: { readonly agentId: string; readonly clientId: string }) {
  return store
    .selectFrom('agents')
    .selectAll()
    .where('id', '=', agentId)
    .where('client_id', '=', clientId)
    .where((is) => is.or([is('status', 'is', null), is('status', '!=', 'deleted')]));
}
