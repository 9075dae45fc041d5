import { DatabaseSync } from 'node:sqlite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { hashToken } from '../../../src/backend/http/hash-token.ts';
import { missingPieces } from '../../../src/backend/store/missing-pieces.ts';
import { openStore, type Store } from '../../../src/backend/store/open-store.ts';
import { prepareStore } from '../../../src/backend/store/prepare-store.ts';
import { createTableStatements } from '../../../src/domain/schema/create-tables.ts';
import { ACME, PRIMARY, WEB } from '../support/fleet-rows.ts';

const OWN = [
  'administrators',
  'instances.zombie_since',
  'instances.primary_of',
  'instances.termination_claimed_at',
  'replica_instances.termination_claimed_at',
  'instances.uk_instances_primary_of',
  'instances.idx_instances_agent_status',
  'replica_instances.idx_replica_instance',
  'clients.client_token as hashes',
];

/** What the Python backend leaves: its tables, a client whose token is kept as it is, an agent with its primary. */
async function pythonDatabase(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-adopted-'));
  const file = join(folder, 'backend.sqlite');
  const database = new DatabaseSync(file);
  for (const statement of createTableStatements({ isMigrated: true })) database.exec(statement);
  database.exec(`
    insert into clients (id, name, email, client_token) values ('${ACME.id}', 'Acme', 'ops@acme.example', '${ACME.token}');
    insert into agents (id, client_id, logical_agent_id, instance_id) values ('${WEB}', '${ACME.id}', 'web-01', '${PRIMARY}');
    insert into instances (id, client_id, agent_id, instance_type, region, az) values ('${PRIMARY}', '${ACME.id}', '${WEB}', 't3.medium', 'ap-south-1', 'ap-south-1a')`);
  database.close();
  const store = await openStore(file);
  onTestFinished(async () => {
    await store.destroy();
    await rm(folder, { recursive: true });
  });
  return store;
}

test('a database of another backend is left as it is unless it is to be adopted', async () => {
  const store = await pythonDatabase();

  const refused = await prepareStore(store, { adopts: false });

  expect(refused).toMatchObject({ outcome: 'incomplete', missing: expect.arrayContaining(OWN) });
  expect(await store.selectFrom('clients').select('client_token').execute()).toEqual([{ client_token: ACME.token }]);
});

const cuts = Array.from({ length: 20 }, (_, pieces) => pieces);

test.each(cuts)('an adoption that was cut off after %d pieces is refused, and completed when called again', async (cut) => {
  const store = await pythonDatabase();
  const pieces = await missingPieces(store);
  for (const piece of pieces.slice(0, cut)) await piece.add(store);
  const rest = pieces.slice(cut).map(({ name }) => name);

  const refused = await prepareStore(store, { adopts: false });
  const adopted = await prepareStore(store, { adopts: true });
  const again = await prepareStore(store, { adopts: false });

  expect(refused).toEqual(rest.length === 0 ? { outcome: 'ready' } : { outcome: 'incomplete', missing: rest });
  expect(adopted).toEqual(rest.length === 0 ? { outcome: 'ready' } : { outcome: 'adopted', added: rest });
  expect(again).toEqual({ outcome: 'ready' });
  expect(await store.selectFrom('clients').select('client_token').execute()).toEqual([{ client_token: hashToken(ACME.token) }]);
  expect(await store.selectFrom('instances').select('primary_of').execute()).toEqual([{ primary_of: WEB }]);
});
