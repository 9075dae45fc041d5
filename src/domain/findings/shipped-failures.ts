import { migrationElements } from '../schema/migration-elements.ts';

const UNKNOWN_COLUMN = /Unknown column '((?:[^'.]+\.)?([^'.]+))'/i;

/**
 * Columns that queries of the backend name and no version of its schema has ever had: the calls that need them answer 500 on
 * every installation, migrated or not.
 */
const NEVER_THERE: ReadonlySet<string> = new Set(['p.is_available', 'is_active', 'instance_id', 'ondemand_price', 'availability_zone']);
/** What else such calls fail with. */
const OTHER_FAILURES =
  /Field 'command_type' doesn't have a default value|Table '[^']*\bswitch_history' doesn't exist|name 'Response' is not defined/i;

/** The column that a database error calls unknown, without the name of its table; `null` for any other error. */
export function unknownColumnIn(text: string): string | null {
  return UNKNOWN_COLUMN.exec(text)?.[2] ?? null;
}

/** Whether the migration adds that column. */
export function isOfMigration(column: string): boolean {
  return migrationElements.some(({ kind, name }) => kind === 'column' && name === column);
}

/** True for an error that the backend answers with on its own schema as shipped: nothing was left out, and no migration mends it. */
export function failsAsShipped(text: string): boolean {
  const named = UNKNOWN_COLUMN.exec(text)?.[1];
  return (named !== undefined && NEVER_THERE.has(named)) || OTHER_FAILURES.test(text);
}
