import { transition } from '../../domain/instance-transitions.ts';
import { isMysql } from '../store/flavour.ts';
import { bookOf, writeBook } from '../store/instance-book.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';

/** Demotes every primary of an agent but one: each waits for the sweep from now on. Part of the transaction that makes the one. */
export async function demoteOtherPrimaries(
  transaction: StoreTransaction,
  input: { readonly clientId: string; readonly agentId: string; readonly exceptId: string; readonly now: Date },
): Promise<void> {
  const primaries = await transaction
    .selectFrom('instances')
    .selectAll()
    .where('agent_id', '=', input.agentId)
    .where('client_id', '=', input.clientId)
    .where('id', '!=', input.exceptId)
    .where((is) => is.or([is('is_primary', '!=', 0), is('instance_status', '=', 'running_primary')]))
    .$if(isMysql(transaction), (query) => query.forUpdate())
    .execute();
  for (const row of primaries) {
    const change = transition(bookOf(row), { kind: 'demoted', at: input.now.toISOString() });
    if (change.outcome !== 'changed') continue;
    await writeBook(transaction, { row, book: change.to, now: input.now });
    await recordEvent(transaction, {
      type: 'instance_demoted',
      clientId: input.clientId,
      agentId: input.agentId,
      instanceId: row.id,
      message: `Instance ${row.id} was replaced by ${input.exceptId} and is a ${change.to.status}`,
      at: input.now,
    });
  }
}
