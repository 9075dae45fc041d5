import type { Due } from '../store/due-instances.ts';
import type { Store } from '../store/open-store.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';

interface Claim {
  readonly store: Store;
  readonly due: Due;
  readonly now: Date;
}

/**
 * Claims a zombie for one poller: the row is changed only while nobody else has claimed it, so of any number of pollers, on any
 * node of a cluster, one succeeds. The claim is no change of the instance, so the start of its wait is kept.
 */
export async function claimZombie({ store, due, now }: Claim, instanceId: string): Promise<boolean> {
  const claimed = await transact(store, (transaction) =>
    claimInstance(transaction, { due, now, instanceId })
      .set((is) => ({ zombie_since: is.fn.coalesce('zombie_since', 'updated_at') }))
      .where('agent_id', '=', due.agentId)
      .where('instance_status', '=', 'zombie')
      .where('is_primary', '=', 0)
      .executeTakeFirst(),
  );
  return claimed.numUpdatedRows === 1n;
}

/** The same for an ended replica, together with its row in the other book, so that neither book offers what the other did. */
export async function claimReplica(
  { store, due, now }: Claim,
  { id, instance_id: instanceId }: { readonly id: string; readonly instance_id: string },
): Promise<boolean> {
  return transact(store, async (transaction) => {
    const booked = await transaction.selectFrom('instances').select('id').where('id', '=', instanceId).executeTakeFirst();
    if (booked !== undefined) {
      const instance = await claimInstance(transaction, { due, now, instanceId }).where('is_primary', '=', 0).executeTakeFirst();
      if (instance.numUpdatedRows !== 1n) return false;
    }
    const replica = await transaction
      .updateTable('replica_instances')
      .set({ termination_claimed_at: storedTime(now) })
      .where('id', '=', id)
      .where('status', '=', 'terminated')
      .where((is) => is.or([is('termination_claimed_at', 'is', null), is('termination_claimed_at', '<', due.notTriedSince)]))
      .executeTakeFirst();
    return replica.numUpdatedRows === 1n;
  });
}

function claimInstance(store: Store, { due, now, instanceId }: Omit<Claim, 'store'> & { readonly instanceId: string }) {
  return store
    .updateTable('instances')
    .set((is) => ({ termination_claimed_at: storedTime(now), updated_at: is.ref('updated_at') }))
    .where('id', '=', instanceId)
    .where('client_id', '=', due.clientId)
    .where((is) => is.or([is('termination_claimed_at', 'is', null), is('termination_claimed_at', '<', due.notTriedSince)]));
}
