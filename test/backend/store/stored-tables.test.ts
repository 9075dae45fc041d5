import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { storedTables } from '../../../src/backend/store/stored-tables.ts';
import { describeActualColumn, describeRequiredColumn, matchesColumn } from '../../../src/domain/schema/match-column.ts';

const column = z.object({
  name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  default: z.string().nullable(),
  onUpdate: z.string().optional(),
  autoIncrement: z.boolean().optional(),
});
const file = new URL('../../fixtures/schema/other-tables.json', import.meta.url);
const { tables } = z
  .object({ tables: z.record(z.string(), z.object({ columns: z.array(column) })) })
  .parse(JSON.parse(readFileSync(file, 'utf8')));

/** A day of the week or an hour: `tinyint` there and `int` here hold them both. */
const SMALL: ReadonlySet<string> = new Set(['day_of_week', 'hour_of_day']);

const shared = storedTables.filter(({ name }) => tables[name] !== undefined);

test('are those of the Python backend, but for the administrators and what the termination flow declares', () => {
  expect(shared.map(({ name }) => name)).toHaveLength(12);
});

test.each(shared)('$name has every column as the Python backend has it', ({ name, columns }) => {
  const recorded = new Map(tables[name]?.columns.map((one) => [one.name, one]));

  const compared = columns.filter((one) => !SMALL.has(one.name));
  const different = compared.flatMap((required) => {
    const found = recorded.get(required.name);
    if (found === undefined) return [`${required.name} is not there`];
    const { type, nullable, default: defaultValue, onUpdate } = found;
    const actual = {
      name: required.name,
      type,
      isNullable: nullable,
      defaultValue,
      extra: onUpdate === undefined ? '' : `on update ${onUpdate}`,
    };
    return matchesColumn(required, actual)
      ? []
      : [`${required.name}: ${describeActualColumn(actual)}, not ${describeRequiredColumn(required)}`];
  });

  expect(different).toEqual([]);
});

test.each(shared)('$name leaves out no column that a new row must fill', ({ name, columns }) => {
  const declared = new Set(columns.map((one) => one.name));

  const mustBeFilled = tables[name]?.columns.filter(
    (one) => !declared.has(one.name) && !one.nullable && one.default === null && one.autoIncrement !== true,
  );

  expect(mustBeFilled).toEqual([]);
});
