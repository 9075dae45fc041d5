import type { ActualColumn } from './actual-schema.ts';
import { type ColumnType, spellDefault, spellType } from './column-type.ts';
import { isSetOnUpdate, normaliseDefault, normaliseType } from './normalise-spelling.ts';
import type { RequiredColumn } from './required-table.ts';

/** True where the column does what is required of it, however the server spells that. */
export function matchesColumn(required: RequiredColumn, actual: ActualColumn): boolean {
  return (
    holdsType(required.type, normaliseType(actual.type)) &&
    required.isNullable === actual.isNullable &&
    spellDefault(required.defaultValue) === normaliseDefault(actual.defaultValue) &&
    required.updatesOnWrite === isSetOnUpdate(actual.extra)
  );
}

/** `timestamp null`, `boolean null default 0`: the required column in the spelling of `describeActualColumn`. */
export function describeRequiredColumn(column: RequiredColumn): string {
  return describe({
    type: spellType(column.type),
    isNullable: column.isNullable,
    defaultValue: spellDefault(column.defaultValue),
    updatesOnWrite: column.updatesOnWrite,
  });
}

/** The column as it is, in one spelling for every server. */
export function describeActualColumn(column: ActualColumn): string {
  return describe({
    type: normaliseType(column.type),
    isNullable: column.isNullable,
    defaultValue: normaliseDefault(column.defaultValue),
    updatesOnWrite: isSetOnUpdate(column.extra),
  });
}

interface ColumnWords {
  readonly type: string;
  readonly isNullable: boolean;
  readonly defaultValue: string | null;
  readonly updatesOnWrite: boolean;
}

function describe({ type, isNullable, defaultValue, updatesOnWrite }: ColumnWords): string {
  const presence = isNullable ? 'null' : 'not null';
  const filling = defaultValue === null ? '' : ` default ${defaultValue}`;
  return `${type} ${presence}${filling}${updatesOnWrite ? ' on update current_timestamp' : ''}`;
}

/** MariaDB keeps JSON as longtext, and SQLite has no enumerations. */
function holdsType(required: ColumnType, actual: string): boolean {
  const isStandIn = (required.kind === 'json' && actual === 'longtext') || (required.kind === 'enum' && actual === 'text');
  return isStandIn || spellType(required) === actual;
}
