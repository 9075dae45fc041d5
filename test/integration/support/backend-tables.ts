import { readFileSync } from 'node:fs';
import { z } from 'zod';

const RecordedSchema = z.object({
  tables: z.record(
    z.string(),
    z.object({
      columns: z.array(
        z.object({
          name: z.string(),
          type: z.string(),
          nullable: z.boolean(),
          default: z.string().nullable(),
          onUpdate: z.string().optional(),
          autoIncrement: z.boolean().optional(),
        }),
      ),
      indexes: z.array(z.object({ name: z.string(), unique: z.boolean(), columns: z.array(z.string()) })),
      foreignKeys: z.array(z.object({ name: z.string(), column: z.string(), references: z.string(), onDelete: z.string() })),
    }),
  ),
});

type RecordedTable = z.infer<typeof RecordedSchema>['tables'][string];

/** The migration's elements, as `table.element`. */
export const migration = [
  'instances.termination_attempted_at',
  'instances.termination_confirmed',
  'instances.idx_instances_zombie_termination',
  'replica_instances.termination_attempted_at',
  'replica_instances.termination_confirmed',
  'replica_instances.idx_replicas_termination',
];

/** The tables of the termination flow as the backend's server recorded them, not as spotctl declares them; without these elements. */
export function backendTables({ without }: { readonly without: readonly string[] }): readonly string[] {
  return Object.entries(recorded('schema.json')).map(([name, table]) =>
    createTable(
      name,
      leavingOut(table, (element) => without.includes(`${name}.${element}`)),
    ),
  );
}

/** Every table of the Python backend, in no order: for a session that does not look at foreign keys. */
export function wholeBackendTables(): readonly string[] {
  const tables = { ...recorded('schema.json'), ...recorded('other-tables.json') };
  return Object.entries(tables).map(([name, table]) => createTable(name, table));
}

function recorded(file: string): z.infer<typeof RecordedSchema>['tables'] {
  const path = new URL(`../../fixtures/schema/${file}`, import.meta.url);
  return RecordedSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).tables;
}

function leavingOut(table: RecordedTable, isLeftOut: (element: string) => boolean): RecordedTable {
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !isLeftOut(name)),
    indexes: table.indexes.filter(({ name }) => !isLeftOut(name)),
  };
}

function createTable(name: string, table: RecordedTable): string {
  const columns = table.columns.map((column) =>
    [
      `\`${column.name}\` ${column.type} ${column.nullable ? 'NULL' : 'NOT NULL'}`,
      column.default === null ? '' : `DEFAULT ${inParentheses(column.default)}`,
      column.onUpdate === undefined ? '' : `ON UPDATE ${column.onUpdate}`,
      column.autoIncrement === true ? 'AUTO_INCREMENT' : '',
    ].join(' '),
  );
  const indexes = table.indexes.map(({ name: index, unique, columns: parts }) => {
    const kind = index === 'PRIMARY' ? 'PRIMARY KEY' : `${unique ? 'UNIQUE ' : ''}KEY \`${index}\``;
    return `${kind} (${parts.map((part) => `\`${part}\``).join(', ')})`;
  });
  const foreignKeys = table.foreignKeys.map(
    ({ name: key, column, references, onDelete }) =>
      `CONSTRAINT \`${key}\` FOREIGN KEY (\`${column}\`) REFERENCES ${references.replace('.', ' (')}) ON DELETE ${onDelete}`,
  );
  return `CREATE TABLE \`${name}\` (${[...columns, ...indexes, ...foreignKeys].join(', ')}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`;
}

/** The server it was recorded on tells a function as it takes it; MySQL takes one in parentheses only. */
function inParentheses(value: string): string {
  return value === 'uuid()' ? '(uuid())' : value;
}
