import { type InstanceEvent, transition } from '../../domain/instance-transitions.ts';
import { refusal } from '../http/refusal.ts';
import { writeBook, bookOf } from '../store/instance-book.ts';
import { lockInstance } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import { describeRefusal } from './book-instance.ts';

interface Change {
  readonly instanceId: string;
  readonly clientId: string;
  readonly agentId: string;
  readonly event: InstanceEvent;
  readonly now: Date;
}

/** One transition of the client's instance, with its event; an instance the client does not have stays as it is. 409 where the state machine refuses. */
export async function changeInstance(transaction: StoreTransaction, change: Change): Promise<void> {
  const { instanceId, clientId, agentId, event, now } = change;
  const row = await lockInstance(transaction, instanceId);
  if (row === undefined || row.client_id !== clientId) return;
  const next = transition(bookOf(row), event);
  if (next.outcome === 'refused') throw refusal(409, describeRefusal(instanceId, next.because));
  if (next.outcome === 'unchanged') return;
  await writeBook(transaction, { row, book: next.to, now });
  await recordEvent(transaction, {
    type: `instance_${event.kind.replaceAll('-', '_')}`,
    clientId,
    agentId,
    instanceId,
    message: `Instance ${instanceId} is a ${next.to.status}`,
    at: now,
  });
}
