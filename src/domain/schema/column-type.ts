/** What a column holds, apart from how a server spells it. */
export type ColumnType =
  | { readonly kind: 'char'; readonly length: number }
  | { readonly kind: 'varchar'; readonly length: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'text' | 'json' | 'boolean' | 'int' | 'bigint' | 'timestamp' };

/** What a column holds when a row does not say; `none` is SQL's NULL or nothing at all. */
export type ColumnDefault =
  | { readonly kind: 'none' }
  | { readonly kind: 'now' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'value'; readonly value: string | number };

/** A type in the one spelling that expected and actual are compared and shown in. */
export function spellType(type: ColumnType): string {
  switch (type.kind) {
    case 'char':
    case 'varchar':
      return `${type.kind}(${String(type.length)})`;
    case 'decimal':
      return `decimal(${String(type.precision)},${String(type.scale)})`;
    case 'enum':
      return `enum(${type.values.map((value) => `'${value}'`).join(',')})`;
    case 'text':
    case 'json':
    case 'boolean':
    case 'int':
    case 'bigint':
    case 'timestamp':
      return type.kind;
    default:
      return type satisfies never;
  }
}

/** A default in the one spelling that expected and actual are compared and shown in; `null` where there is none. */
export function spellDefault(value: ColumnDefault): string | null {
  switch (value.kind) {
    case 'none':
      return null;
    case 'now':
      return 'current_timestamp';
    case 'uuid':
      return 'uuid()';
    case 'value':
      return String(value.value);
    default:
      return value satisfies never;
  }
}
