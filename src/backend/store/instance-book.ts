import type { BookedInstance } from '../../domain/instance-transitions.ts';
import type { InstanceStatus } from '../../domain/instance.ts';
import type { StoreTransaction } from './open-store.ts';
import type { InstanceRow } from './rows.ts';
import { momentOf, storedTime } from './stored-time.ts';

const STATUSES = ['running_primary', 'running_replica', 'zombie', 'terminated'] as const;

type BookColumns = Pick<InstanceRow, 'instance_status' | 'is_primary' | 'is_active' | 'terminated_at'> &
  Partial<Pick<InstanceRow, 'zombie_since' | 'termination_attempted_at' | 'termination_confirmed'>>;

/** A row's state as the state machine knows it. Columns that a database does not have yet count as never written. */
export function bookOf(row: BookColumns): BookedInstance {
  return {
    status: statusOf(row.instance_status),
    isPrimary: (row.is_primary ?? 0) !== 0,
    isActive: row.is_active === 1,
    zombieSince: timestampOf(row.zombie_since),
    terminatedAt: timestampOf(row.terminated_at),
    terminationAttemptedAt: timestampOf(row.termination_attempted_at),
    terminationConfirmed: row.termination_confirmed === 1,
  };
}

/**
 * The columns of a row that hold this state, for the agent that it belongs to; of the columns that may be missing only those that
 * the row has. A second primary of one agent is refused by the unique index on `primary_of`.
 */
export function columnsOf(book: BookedInstance, { row, agentId }: { readonly row: object; readonly agentId: string | null }) {
  const added = {
    termination_attempted_at: storedTimeOf(book.terminationAttemptedAt),
    termination_confirmed: book.terminationConfirmed ? 1 : 0,
  };
  return {
    instance_status: book.status,
    is_primary: book.isPrimary ? 1 : 0,
    is_active: book.isActive ? 1 : 0,
    terminated_at: storedTimeOf(book.terminatedAt),
    zombie_since: storedTimeOf(book.zombieSince),
    primary_of: book.isPrimary ? agentId : null,
    ...Object.fromEntries(Object.entries(added).filter(([column]) => column in row)),
  };
}

/** Writes a state to the row of that id. */
export async function writeBook(
  transaction: StoreTransaction,
  {
    row,
    book,
    now,
  }: { readonly row: BookColumns & Pick<InstanceRow, 'id' | 'agent_id'>; readonly book: BookedInstance; readonly now: Date },
): Promise<void> {
  const columns = { ...columnsOf(book, { row, agentId: row.agent_id }), updated_at: storedTime(now) };
  await transaction.updateTable('instances').set(columns).where('id', '=', row.id).execute();
}

function statusOf(stored: string | null): InstanceStatus {
  return STATUSES.find((status) => status === stored) ?? 'unknown';
}

function timestampOf(stored: string | null | undefined): string | null {
  return momentOf(stored)?.toISOString() ?? null;
}

function storedTimeOf(timestamp: string | null): string | null {
  return timestamp === null ? null : storedTime(new Date(timestamp));
}
