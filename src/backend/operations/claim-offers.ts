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
    transaction
      .updateTable('instances')
      .set((is) => ({
        termination_claimed_at: storedTime(now),
        zombie_since: is.fn.coalesce('zombie_since', 'updated_at'),
        updated_at: is.ref('updated_at'),
      }))
      .where('id', '=', instanceId)
      .where('agent_id', '=', due.agentId)
      .where('instance_status', '=', 'zombie')
      .where('is_primary', '=', 0)
      .where((is) => is.or([is('termination_claimed_at', 'is', null), is('termination_claimed_at', '<', due.notTriedSince)]))
      .executeTakeFirst(),
  );
  return claimed.numUpdatedRows === 1n;
}

/** The same for an ended replica. */
export async function claimReplica({ store, due, now }: Claim, replicaId: string): Promise<boolean> {
  const claimed = await transact(store, (transaction) =>
    transaction
      .updateTable('replica_instances')
      .set({ termination_claimed_at: storedTime(now) })
      .where('id', '=', replicaId)
      .where('status', '=', 'terminated')
      .where((is) => is.or([is('termination_claimed_at', 'is', null), is('termination_claimed_at', '<', due.notTriedSince)]))
      .executeTakeFirst(),
  );
  return claimed.numUpdatedRows === 1n;
}
