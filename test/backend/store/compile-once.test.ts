import { expect, test } from 'vitest';

import { compileOnce } from '../../../src/backend/store/compile-once.ts';
import { createSchema } from '../../../src/backend/store/create-schema.ts';
import { openStore } from '../../../src/backend/store/open-store.ts';
import { ACME, GLOBEX, twoClients } from '../support/fleet-rows.ts';

test('a query is built once, and each use puts its own values in', async () => {
  const store = await openStore(':memory:');
  await createSchema(store, { isMigrated: true, rows: twoClients() });
  let built = 0;
  const clientNamed = compileOnce(['id', 'name'], ({ id, name }) => {
    built += 1;
    return store.selectFrom('clients').select('name').where('id', '=', id).where('is_active', '=', 1).where('name', '=', name);
  });

  const [acme] = (await store.executeQuery(clientNamed({ id: ACME.id, name: 'Acme' }))).rows;
  const [globex] = (await store.executeQuery(clientNamed({ id: GLOBEX.id, name: 'Globex' }))).rows;
  const [nobody] = (await store.executeQuery(clientNamed({ id: ACME.id, name: 'Globex' }))).rows;
  await store.destroy();

  expect([acme, globex, nobody]).toEqual([{ name: 'Acme' }, { name: 'Globex' }, undefined]);
  expect(built).toBe(1);
});
