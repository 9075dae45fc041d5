import { isMysql } from './flavour.ts';
import type { StoreTransaction } from './open-store.ts';
import type { InstanceRow } from './rows.ts';

/** Changes of one agent's instances wait for each other from here on. */
export async function lockAgent(transaction: StoreTransaction, agentId: string): Promise<void> {
  if (!isMysql(transaction)) return;
  await transaction.selectFrom('agents').select('id').where('id', '=', agentId).forUpdate().executeTakeFirst();
}

/** The row of that instance, which nobody else changes until the transaction ends. */
export async function lockInstance(transaction: StoreTransaction, instanceId: string): Promise<InstanceRow | undefined> {
  return transaction
    .selectFrom('instances')
    .selectAll()
    .where('id', '=', instanceId)
    .$if(isMysql(transaction), (query) => query.forUpdate())
    .executeTakeFirst();
}
