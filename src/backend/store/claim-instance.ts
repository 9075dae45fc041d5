import type { Store } from './open-store.ts';

/** A claim on an instance, for the poller that is offered it at that time; times are as they are stored. */
export interface InstanceClaim {
  readonly instanceId: string;
  readonly clientId: string;
  readonly at: string;
  /** A claim or an attempt before this one has run out. */
  readonly notTriedSince: string;
}

/** Changes the row only while nobody else has claimed it. The claim is no change of the instance: `updated_at` stays. */
export function claimInstance(store: Store, { instanceId, clientId, at, notTriedSince }: InstanceClaim) {
  return store
    .updateTable('instances')
    .set((is) => ({ termination_claimed_at: at, updated_at: is.ref('updated_at') }))
    .where('id', '=', instanceId)
    .where('client_id', '=', clientId)
    .where('is_primary', '=', 0)
    .where((is) => is.or([is('termination_claimed_at', 'is', null), is('termination_claimed_at', '<', notTriedSince)]));
}

/** The same while it is this agent's zombie; the start of its wait is kept. */
export function claimZombie(store: Store, { agentId, ...claim }: InstanceClaim & { readonly agentId: string }) {
  return claimInstance(store, claim)
    .set((is) => ({ zombie_since: is.fn.coalesce('zombie_since', 'updated_at') }))
    .where('agent_id', '=', agentId)
    .where('instance_status', '=', 'zombie');
}
