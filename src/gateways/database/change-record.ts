import { hostname, userInfo } from 'node:os';
import * as z from 'zod/mini';
import { elementKey, migrationElements } from '../../domain/schema/migration-elements.ts';
import { RECORD_TABLE, type RecordedChange } from '../../domain/schema/recorded-change.ts';
import type { SqlRow, SqlValue } from './sql-session.ts';

const RecordRow = z.object({
  element: z.string(),
  state: z.enum(['adding', 'added', 'dropping', 'dropped']),
  statement: z.string(),
  plan_id: z.nullable(z.string()),
  actor: z.string(),
  changed_at: z.string(),
});

/** Which row says who changes the schema just now. */
export const CLAIM = 'claim';

export const SELECT_RECORDS = `SELECT element, state, statement, plan_id, actor, changed_at FROM ${RECORD_TABLE} WHERE element <> '${CLAIM}' ORDER BY element`;

/** What the rows of the record say of the migration's elements. */
export function toRecords(rows: readonly SqlRow[]): readonly RecordedChange[] {
  return z
    .array(RecordRow)
    .parse(rows)
    .flatMap((row) => {
      const element = migrationElements.find((candidate) => elementKey(candidate) === row.element);
      if (element === undefined) return [];
      const { kind, table, name } = element;
      return [{ kind, table, name, state: row.state, statement: row.statement, planId: row.plan_id, actor: row.actor, at: row.changed_at }];
    });
}

/** The values of one row, in the order of the table's columns. */
export function recordValues(change: Omit<RecordedChange, 'actor'>, actor: string): readonly SqlValue[] {
  return [elementKey(change), change.state, change.statement, change.planId, actor, change.at];
}

/** `ann@laptop (process 4711), as ops@10.0.0.5`: whom to ask about a change. */
export function describeActor(account: string | null): string {
  const person = `${userName()}@${hostname()} (process ${process.pid})`;
  return (account === null ? person : `${person}, as ${account}`).slice(0, 255);
}

/** A container may run under an id that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
