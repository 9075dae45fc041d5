import { sql } from 'kysely';

import type { Store } from './open-store.ts';

/** An agent's only primary is booked as such; of an agent with several none is, until it registers one. */
export async function bookPrimaries(store: Store): Promise<void> {
  const primaries = await store
    .selectFrom('instances')
    .select(({ fn }) => ['agent_id', fn.min('id').as('id')])
    .where('is_primary', '=', 1)
    .where('instance_status', '=', 'running_primary')
    .where('agent_id', 'is not', null)
    .groupBy('agent_id')
    .having(sql<number>`count(*)`, '=', 1)
    .having(sql<number>`count(primary_of)`, '=', 0)
    .execute();
  for (const { agent_id, id } of primaries) {
    await store
      .updateTable('instances')
      .set((is) => ({ primary_of: agent_id, updated_at: is.ref('updated_at') }))
      .where('id', '=', id)
      .where('is_primary', '=', 1)
      .execute();
  }
}
