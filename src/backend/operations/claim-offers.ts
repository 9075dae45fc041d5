import { claimInstance } from '../store/claim-instance.ts';
import type { Due } from '../store/due-instances.ts';
import type { HotQueries } from '../store/hot-queries.ts';
import type { Store } from '../store/open-store.ts';
import { storedTime } from '../store/stored-time.ts';
import { retrying, transact } from '../store/transact.ts';

interface Claim {
  readonly store: Store;
  readonly queries: HotQueries;
  readonly due: Due;
  readonly now: Date;
}

/**
 * Claims a zombie for one poller: the row is changed only while nobody else has claimed it, so of any number of pollers, on any
 * node of a cluster, one succeeds.
 */
export async function claimZombie({ store, queries, due, now }: Claim, instanceId: string): Promise<boolean> {
  const { agentId, clientId, notTriedSince } = due;
  const claim = queries.claimZombie({ instanceId, agentId, clientId, notTriedSince, at: storedTime(now) });
  const claimed = await retrying(store, () => store.executeQuery(claim));
  return claimed.numAffectedRows === 1n;
}

/** The same for an ended replica, together with its row in the other book, so that neither book offers what the other did. */
export async function claimReplica(
  { store, due, now }: Claim,
  { id, instance_id: instanceId }: { readonly id: string; readonly instance_id: string },
): Promise<boolean> {
  const { clientId, notTriedSince } = due;
  const at = storedTime(now);
  return transact(store, async (transaction) => {
    const booked = await transaction.selectFrom('instances').select('id').where('id', '=', instanceId).executeTakeFirst();
    if (booked !== undefined) {
      const instance = await claimInstance(transaction, { instanceId, clientId, at, notTriedSince }).executeTakeFirst();
      if (instance.numUpdatedRows !== 1n) return false;
    }
    const replica = await transaction
      .updateTable('replica_instances')
      .set({ termination_claimed_at: at })
      .where('id', '=', id)
      .where('status', '=', 'terminated')
      .where((is) => is.or([is('termination_claimed_at', 'is', null), is('termination_claimed_at', '<', notTriedSince)]))
      .executeTakeFirst();
    return replica.numUpdatedRows === 1n;
  });
}
