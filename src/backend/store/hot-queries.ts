import { claimZombie } from './claim-instance.ts';
import { compileOnce } from './compile-once.ts';
import { endedReplicas, zombiesDue } from './due-instances.ts';
import { ownAgent } from './own-agent.ts';
import type { Store } from './open-store.ts';

/** The queries of polls and heartbeats, which agents send all the time. */
export type HotQueries = ReturnType<typeof hotQueries>;

export function hotQueries(store: Store) {
  return {
    clientOfToken: compileOnce(['token'], ({ token }) => store.selectFrom('clients').selectAll().where('client_token', '=', token)),
    administratorOfToken: compileOnce(['token'], ({ token }) => store.selectFrom('administrators').selectAll().where('token', '=', token)),
    ownAgent: compileOnce(['agentId', 'clientId'], (owner) => ownAgent(store, owner)),
    zombiesDue: compileOnce(['agentId', 'clientId', 'notTriedSince', 'demotedBy'], (due) => zombiesDue(store, due)),
    endedReplicas: compileOnce(['agentId', 'clientId', 'notTriedSince'], (due) => endedReplicas(store, due)),
    claimZombie: compileOnce(['instanceId', 'agentId', 'clientId', 'at', 'notTriedSince'], (claim) => claimZombie(store, claim)),
    markAlive: compileOnce(['agentId', 'status', 'at'], ({ agentId, status, at }) =>
      store.updateTable('agents').set({ status, last_heartbeat_at: at, updated_at: at }).where('id', '=', agentId),
    ),
    markSynced: compileOnce(['clientId', 'at'], ({ clientId, at }) =>
      store.updateTable('clients').set({ last_sync_at: at }).where('id', '=', clientId),
    ),
  };
}
