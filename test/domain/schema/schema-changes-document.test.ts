import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { planSchema } from '../../../src/domain/schema/plan-schema.ts';
import { requiredTables } from '../../../src/domain/schema/required-schema.ts';
import { explainRefusal } from '../../../src/gateways/database/mysql-refusal.ts';

const text = readFileSync(new URL('../../../docs/schema-changes.md', import.meta.url), 'utf8');
const codeBlocks = [...text.matchAll(/```sql\n(.*?)```/gs)].map(([, sql]) => sql?.trim());

test.each([
  { flavour: 'mysql', version: '8.0.12' },
  { flavour: 'mysql', version: '9.7.4' },
  { flavour: 'mariadb', version: '10.3.2-MariaDB' },
  { flavour: 'mariadb', version: '11.8.9-MariaDB' },
] as const)('the document of schema changes shows the statements for $flavour $version', (server) => {
  const { statements } = planSchema(bareTables(), server);

  expect(codeBlocks[0]).toBe(statements.map(({ sql }) => `${sql};`).join('\n'));
});

test('the document of schema changes names the grants that a refusal asks for', () => {
  const target = { kind: 'mysql', host: 'db', port: 3306, user: 'ops', password: '', database: 'fleet', tls: { mode: 'off' } } as const;

  const { hint } = explainRefusal(1142, { target, account: 'ops@%', act: 'alter' });

  expect(hint).toBe(`Ask for: ${codeBlocks[1]?.replaceAll('\n', ' ')}`);
});

/** The tables of the incident, without what the migration adds. */
function bareTables() {
  return new Map(
    requiredTables.map(({ name, columns }) => [
      name,
      {
        columns: columns
          .filter(({ origin }) => origin === 'base')
          .map((column) => ({ name: column.name, type: 'text', isNullable: true, defaultValue: null, extra: '' })),
        indexes: [],
      },
    ]),
  );
}
