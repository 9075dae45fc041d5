import { spellDefault, spellType } from '../../domain/schema/column-type.ts';
import type { RequiredColumn, RequiredForeignKey, RequiredTable } from '../../domain/schema/required-table.ts';

/** The statements that make these tables in an empty MySQL or MariaDB database, each with its indexes and foreign keys. */
export function createMysqlTables(tables: readonly RequiredTable[]): readonly string[] {
  return tables.map((table) => {
    const parts = [
      ...table.columns.map(spellMysqlColumn),
      `PRIMARY KEY (${table.primaryKey.join(', ')})`,
      ...table.indexes.map(({ name, columns, isUnique }) => `${isUnique ? 'UNIQUE ' : ''}KEY ${name} (${columns.join(', ')})`),
      ...table.foreignKeys.map((key) => spellForeignKey(table.name, key)),
    ];
    return `CREATE TABLE ${table.name} (\n  ${parts.join(',\n  ')}\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`;
  });
}

/** NULL is always written: an old server makes a bare TIMESTAMP column NOT NULL. */
export function spellMysqlColumn(column: RequiredColumn): string {
  const { name, type, isNullable, updatesOnWrite, isAutoIncrement } = column;
  return [
    `\`${name}\` ${spellType(type)} ${isNullable ? 'NULL' : 'NOT NULL'}`,
    spellMysqlDefault(column),
    updatesOnWrite ? 'ON UPDATE CURRENT_TIMESTAMP' : '',
    isAutoIncrement ? 'AUTO_INCREMENT' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function spellMysqlDefault({ defaultValue }: RequiredColumn): string {
  const spelled = spellDefault(defaultValue);
  if (spelled === null) return '';
  if (defaultValue.kind === 'uuid') return 'DEFAULT (UUID())';
  return `DEFAULT ${defaultValue.kind === 'value' && typeof defaultValue.value === 'string' ? `'${spelled}'` : spelled}`;
}

function spellForeignKey(table: string, { column, references, onDelete }: RequiredForeignKey): string {
  return `CONSTRAINT fk_${table}_${column} FOREIGN KEY (${column}) REFERENCES ${references.table} (${references.column}) ON DELETE ${onDelete.toUpperCase()}`;
}
