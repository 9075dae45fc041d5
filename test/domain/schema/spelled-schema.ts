import type { ActualColumn, ActualSchema, ActualTable } from '../../../src/domain/schema/actual-schema.ts';
import { type ColumnType, spellDefault, spellType } from '../../../src/domain/schema/column-type.ts';
import { requiredTables } from '../../../src/domain/schema/required-schema.ts';
import type { RequiredColumn } from '../../../src/domain/schema/required-table.ts';

export type Flavour = 'sqlite' | 'mysql' | 'mariadb';

export const servers = {
  sqlite: { flavour: 'sqlite', version: '3.50.4' },
  mysql: { flavour: 'mysql', version: '8.4.3' },
  mariadb: { flavour: 'mariadb', version: '10.11.19-MariaDB-0+deb12u1' },
} as const;

/** The whole schema as a server of that flavour would report it, without the named `table.element`s. */
export function spelledSchema(flavour: Flavour, { without = [] }: { readonly without?: readonly string[] } = {}): ActualSchema {
  const isThere = (table: string, name: string): boolean => !without.includes(`${table}.${name}`);
  return new Map(
    requiredTables
      .filter(({ name }) => !without.includes(name))
      .map((table) => [
        table.name,
        {
          columns: table.columns.filter(({ name }) => isThere(table.name, name)).map((column) => spelledColumn(flavour, column)),
          indexes: table.indexes.filter(({ name }) => isThere(table.name, name)),
        },
      ]),
  );
}

/** The schema with one table's columns changed. */
export function withColumn(
  schema: ActualSchema,
  place: { readonly table: string; readonly name: string; readonly is: Partial<ActualColumn> },
): ActualSchema {
  return changed(schema, {
    name: place.table,
    to: (table) => ({
      ...table,
      columns: table.columns.map((column) => (column.name === place.name ? { ...column, ...place.is } : column)),
    }),
  });
}

/** What the server holds after one statement of a plan, read from its SQL alone. */
export function afterStatement(schema: ActualSchema, sql: string): ActualSchema {
  const column = /^ALTER TABLE (\w+) ADD COLUMN (\w+) (\w+)( NULL)?(?: DEFAULT (\w+))?(?:, .*)?$/.exec(sql);
  if (column) {
    const [, name = '', columnName = '', type = '', , defaultValue = null] = column;
    const added = { name: columnName, type, isNullable: true, defaultValue, extra: '' };
    return changed(schema, { name, to: (table) => ({ ...table, columns: [...table.columns, added] }) });
  }
  if (/\bDROP\b/.test(sql)) return afterDrop(schema, sql);
  const [, indexName = '', name = '', columns = ''] = /^CREATE INDEX (\w+) ON (\w+) \(([\w, ]+)\)/.exec(sql) ?? [];
  const added = { name: indexName, columns: columns.split(', '), isUnique: false };
  return changed(schema, { name, to: (table) => ({ ...table, indexes: [...table.indexes, added] }) });
}

function afterDrop(schema: ActualSchema, sql: string): ActualSchema {
  const droppedColumn = /^ALTER TABLE (\w+) DROP COLUMN (\w+)/.exec(sql);
  if (droppedColumn) {
    const [, name = '', columnName] = droppedColumn;
    return changed(schema, {
      name,
      to: (table) => ({ ...table, columns: table.columns.filter((candidate) => candidate.name !== columnName) }),
    });
  }
  const index = /DROP INDEX (\w+)/.exec(sql)?.[1];
  return new Map(
    [...schema].map(([name, table]) => [name, { ...table, indexes: table.indexes.filter((candidate) => candidate.name !== index) }]),
  );
}

export function changed(
  schema: ActualSchema,
  { name, to }: { readonly name: string; readonly to: (table: ActualTable) => ActualTable },
): ActualSchema {
  const table = schema.get(name);
  if (table === undefined) throw new Error(`The statement names ${name}, which is not there.`);
  return new Map([...schema, [name, to(table)]]);
}

function spelledColumn(flavour: Flavour, column: RequiredColumn): ActualColumn {
  const extra = column.updatesOnWrite
    ? {
        sqlite: 'on update current_timestamp',
        mysql: 'DEFAULT_GENERATED on update CURRENT_TIMESTAMP',
        mariadb: 'on update current_timestamp()',
      }[flavour]
    : '';
  return {
    name: column.name,
    type: typeAsSpelled(flavour, column.type),
    isNullable: column.isNullable,
    defaultValue: defaultAsSpelled(flavour, column),
    extra,
  };
}

function typeAsSpelled(flavour: Flavour, type: ColumnType): string {
  if (flavour === 'sqlite') return type.kind === 'enum' ? 'TEXT' : spellType(type).toUpperCase();
  if (type.kind === 'boolean') return 'tinyint(1)';
  if (type.kind === 'json') return flavour === 'mariadb' ? 'longtext' : 'json';
  if (type.kind === 'int' && flavour === 'mariadb') return 'int(11)';
  return spellType(type);
}

function defaultAsSpelled(flavour: Flavour, { defaultValue, isNullable }: RequiredColumn): string | null {
  const quoted = flavour === 'mysql' ? '' : "'";
  if (defaultValue.kind === 'none') return flavour === 'mariadb' && isNullable ? 'NULL' : null;
  if (defaultValue.kind === 'now') return flavour === 'mariadb' ? 'current_timestamp()' : 'CURRENT_TIMESTAMP';
  if (defaultValue.kind === 'uuid') return flavour === 'sqlite' ? "lower(hex(randomblob(4)) || '-')" : 'uuid()';
  return typeof defaultValue.value === 'number' ? spellDefault(defaultValue) : `${quoted}${defaultValue.value}${quoted}`;
}
