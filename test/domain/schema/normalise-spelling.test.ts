import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { type ColumnType, spellType } from '../../../src/domain/schema/column-type.ts';
import { isSetOnUpdate, normaliseDefault, normaliseType } from '../../../src/domain/schema/normalise-spelling.ts';

test.each([
  ['boolean', ['tinyint(1)', 'TINYINT(1)', 'BOOL', 'Boolean']],
  ['int', ['int', 'int(11)', 'INTEGER', 'integer(10)']],
  ['int unsigned', ['int unsigned', 'int(10) unsigned', 'INT UNSIGNED']],
  ['bigint', ['bigint(20)', 'bigint']],
  ['decimal(10,6)', ['decimal(10,6)', 'DECIMAL(10, 6)', 'numeric(10,6)', 'dec ( 10 , 6 )']],
  ['decimal(10,0)', ['decimal(10)', 'decimal(10,0)']],
  ['varchar(64)', ['varchar(64)', 'VARCHAR (64)', 'character varying(64)']],
  ['char(36)', ['char(36)', 'CHARACTER(36)']],
  ['timestamp', ['timestamp', 'TIMESTAMP', 'timestamp(0)']],
  ["enum('a','B')", ["enum('a','B')", "ENUM('a', 'B')"]],
])('reads every spelling of %s as the same type', (expected, spellings) => {
  expect(spellings.map(normaliseType)).toEqual(spellings.map(() => expected));
});

test('keeps types apart that hold different things', () => {
  const spellings = [
    'timestamp',
    'timestamp(6)',
    'datetime',
    'tinyint(1)',
    'tinyint(4)',
    'int',
    'int unsigned',
    'varchar(20)',
    'varchar(200)',
    'bit(1)',
    'date',
  ];

  const types = new Set(spellings.map(normaliseType));

  expect(types.size).toBe(spellings.length);
});

test.each([
  [null, [null, 'NULL', 'null', '(NULL)']],
  ['0', ['0', "'0'", "b'0'", 'FALSE', 'false', '(0)', '0.0000', '0.']],
  ['1', ['1', "'1'", 'TRUE', '1.0']],
  ['-2.5', ['-2.50', "'-2.5'"]],
  [
    'current_timestamp',
    ['current_timestamp()', 'CURRENT_TIMESTAMP', 'now()', 'NOW()', '(CURRENT_TIMESTAMP)', "datetime('now')", 'current_timestamp(6)'],
  ],
  ['uuid()', ['uuid()', '(uuid())', "lower(hex(randomblob(4)) || '-')"]],
  ['free', ['free', "'free'", '"free"', "(_utf8mb4'free')", "_utf8mb4\\'free\\'"]],
  ["it's", ["'it''s'"]],
  ['(1)+(2)', ['(1)+(2)', '((1)+(2))']],
  ['NULL', ["'NULL'"]],
  ['', ["''", '']],
])('reads every spelling of the default %j as the same', (expected, spellings) => {
  expect(spellings.map(normaliseDefault)).toEqual(spellings.map(() => expected));
});

test.each([
  ['on update current_timestamp()', true],
  ['DEFAULT_GENERATED on update CURRENT_TIMESTAMP', true],
  ['ON UPDATE now()', true],
  ['DEFAULT_GENERATED', false],
  ['auto_increment', false],
  ['', false],
])('takes EXTRA %j to set the column at every change: %s', (extra, expected) => {
  expect(isSetOnUpdate(extra)).toBe(expected);
});

const anyType: fc.Arbitrary<ColumnType> = fc.oneof(
  fc.record({ kind: fc.constantFrom('char', 'varchar'), length: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ kind: fc.constant('decimal'), precision: fc.integer({ min: 1, max: 30 }), scale: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ kind: fc.constant('enum'), values: fc.array(fc.stringMatching(/^[a-z][a-z -]{0,12}$/), { minLength: 1, maxLength: 5 }) }),
  fc.record({ kind: fc.constantFrom('text', 'json', 'boolean', 'int', 'bigint', 'timestamp') }),
);

test('normalises what it normalised to itself, and its own spelling to itself in any case', () => {
  fc.assert(
    fc.property(anyType, fc.boolean(), (type, isShouted) => {
      const spelled = spellType(type);
      const heard = isShouted && type.kind !== 'enum' ? spelled.toUpperCase() : spelled;

      expect(normaliseType(heard)).toBe(spelled);
      expect(normaliseType(normaliseType(heard))).toBe(spelled);
    }),
  );
});

test('reads any default the same in parentheses as bare', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-z .:-]{0,12}$/), (spelling) => {
      const bare = normaliseDefault(spelling);

      expect(normaliseDefault(`((${spelling}))`)).toBe(bare);
    }),
  );
});
