import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { serveBackend } from '../../src/backend/serve-backend.ts';
import type { NewRow } from '../../src/backend/store/new-row.ts';
import { openStoreAt, type Store, type StoreTarget } from '../../src/backend/store/open-store.ts';
import { missingPieces } from '../../src/backend/store/missing-pieces.ts';
import { prepareStore } from '../../src/backend/store/prepare-store.ts';
import { parseDatabaseUrl } from '../../src/gateways/database/parse-database-url.ts';
import { ACME, acmeZombie, NEW_INSTANCE, PRIMARY, registration, twoClients, WEB } from '../backend/support/fleet-rows.ts';
import { wholeBackendTables } from './support/backend-tables.ts';
import type { DatabaseServer } from './support/database-server.ts';
import { type Call, failuresOfEveryKindOfCall } from './support/every-kind-of-call.ts';
import { onEveryServer } from './support/on-every-server.ts';

const ZOMBIES = Array.from({ length: 12 }, (_, position) => `i-0dead00000000${String(1000 + position)}`);
const OTHER = 'i-0dead000000002000';
const OFFERS = `/api/agents/${WEB}/instances-to-terminate`;

interface Given {
  readonly stores: readonly Store[];
  readonly call: Call;
  /** A backend of its own for each, on the one database. */
  readonly calls: readonly Call[];
}

function suite(newTarget: () => Promise<StoreTarget>): void {
  async function given(rows: readonly NewRow[]): Promise<Given> {
    const target = await newTarget();
    const stores = await Promise.all([openStoreAt(target), openStoreAt(target)]);
    const [store] = stores;
    expect(await prepareStore(store, { adopts: false })).toEqual({ outcome: 'created' });
    await store.transaction().execute(async (transaction) => {
      for (const row of rows) await row.insert(transaction);
    });
    const clock = { now: () => new Date('2025-11-26T12:00:00Z') };
    const calls = await Promise.all(stores.map((one) => callOf(one, clock)));
    const [call] = calls;
    if (call === undefined) throw new Error('No backend was started.');
    return { stores, call, calls };
  }

  test('a registration demotes the old primary, which is offered once and confirmed for good', async () => {
    const { call, stores } = await given(twoClients({ agent: { terminate_wait_seconds: 0 } }));

    const registered = await call(`/api/agents/${WEB}/register-instance`, registration());
    const offered = await call(OFFERS);
    const offeredAgain = await call(OFFERS);
    const report = { instance_id: PRIMARY, success: true, terminated_at: '2025-11-26T11:58:00.123456+00:00' };
    const confirmed = await call(`/api/agents/${WEB}/termination-report`, report);

    expect([registered.status, confirmed.status]).toEqual([200, 200]);
    expect(idsIn(offered.body)).toEqual([PRIMARY]);
    expect(idsIn(offeredAgain.body)).toEqual([]);
    const books = await stores[0]
      ?.selectFrom('instances')
      .select(['id', 'instance_status', 'primary_of', 'terminated_at', 'termination_confirmed'])
      .where('agent_id', '=', WEB)
      .orderBy('id', 'desc')
      .execute();
    expect(books).toEqual([
      { id: NEW_INSTANCE, instance_status: 'running_primary', primary_of: WEB, terminated_at: null, termination_confirmed: 0 },
      { id: PRIMARY, instance_status: 'terminated', primary_of: null, terminated_at: '2025-11-26 11:58:00', termination_confirmed: 1 },
    ]);
  });

  test('of pollers of two backends at once none is offered what another was', async () => {
    const { calls } = await given(twoClients({ rows: ZOMBIES.map((id) => acmeZombie({ id, demotedSecondsAgo: 4000 })) }));

    const answers = await Promise.all(Array.from({ length: 16 }, async (_, position) => calls[position % 2]?.(OFFERS)));

    expect(answers.map((answer) => answer?.status)).toEqual(answers.map(() => 200));
    expect(answers.flatMap((answer) => idsIn(answer?.body)).toSorted()).toEqual(ZOMBIES);
  });

  test('of registrations at two backends at once one is the primary in the end', async () => {
    const { calls, stores } = await given(twoClients());

    const answers = await Promise.all(
      ZOMBIES.map(async (id, position) => calls[position % 2]?.(`/api/agents/${WEB}/register-instance`, registration({ instance_id: id }))),
    );

    const primaries = await stores[0]
      ?.selectFrom('instances')
      .select('id')
      .where('agent_id', '=', WEB)
      .where('is_primary', '=', 1)
      .execute();
    const agent = await stores[0]?.selectFrom('agents').select('instance_id').where('id', '=', WEB).executeTakeFirst();
    expect(answers.map((answer) => answer?.status)).toEqual(ZOMBIES.map(() => 200));
    expect(primaries).toEqual([{ id: agent?.instance_id }]);
  });

  test('every kind of report is taken', async () => {
    const { call } = await given(twoClients());

    expect(await failuresOfEveryKindOfCall(call)).toEqual([]);
  });
}

async function callOf(store: Store, clock: { now(): Date }): Promise<Call> {
  const defects: unknown[] = [];
  const backend = await serveBackend({ store, clock, onDefect: (error) => defects.push(error) });
  onTestFinished(async () => {
    await backend.close();
    expect(defects).toEqual([]);
  });
  return async (path, body) => {
    const headers = { authorization: `Bearer ${ACME.token}`, 'content-type': 'application/json' };
    const sent = body === undefined ? { method: 'GET' as const } : { method: 'POST' as const, body: JSON.stringify(body) };
    const answer = await request(`${backend.url}${path}`, { headers, ...sent });
    return { status: answer.statusCode, body: await answer.body.json() };
  };
}

function idsIn(body: unknown): readonly string[] {
  return JSON.stringify(body ?? null).match(/i-[0-9a-f]{17}/g) ?? [];
}

describe('on SQLite', () => {
  suite(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spotctl-store-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    return { kind: 'sqlite', file: join(folder, 'backend.sqlite') };
  });
});

await onEveryServer((flavour) => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await flavour.start();
  });
  afterAll(async () => {
    await server.stop();
  });
  const newDatabase = async (): Promise<StoreTarget> => {
    const name = `store_${randomUUID().replaceAll('-', '')}`;
    await server.run([`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`]);
    return parseDatabaseUrl(server.url(name));
  };

  suite(newDatabase);

  test('a database of the Python backend is adopted as it is, when asked, and nothing in it is lost', async () => {
    const target = await newDatabase();
    if (target.kind !== 'mysql') throw new Error('It is no MySQL database.');
    await server.run(
      [
        'SET FOREIGN_KEY_CHECKS = 0',
        ...wholeBackendTables(),
        `INSERT INTO clients (id, name, email, client_token) VALUES ('${ACME.id}', 'Acme', 'ops@acme.example', '${ACME.token}')`,
        `INSERT INTO agents (id, client_id, logical_agent_id, instance_id) VALUES ('${WEB}', '${ACME.id}', 'web-01', '${PRIMARY}')`,
        `INSERT INTO instances (id, client_id, agent_id, instance_type, region, az) VALUES ('${PRIMARY}', '${ACME.id}', '${WEB}', 't3.medium', 'ap-south-1', 'ap-south-1a')`,
      ],
      target.database,
    );
    const store = await openStoreAt(target);

    const refused = await prepareStore(store, { adopts: false });
    const adopted = await prepareStore(store, { adopts: true });
    const again = await prepareStore(store, { adopts: true });

    const added = [
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
    expect(refused).toEqual({ outcome: 'incomplete', missing: added });
    expect(adopted).toEqual({ outcome: 'adopted', added });
    expect(again).toEqual({ outcome: 'ready' });
    const call = await callOf(store, { now: () => new Date() });
    expect((await call(`/api/client/${ACME.id}/instances`)).body).toMatchObject([{ id: PRIMARY, isPrimary: 1 }]);
    expect((await call(`/api/agents/${WEB}/register-instance`, registration({ instance_id: OTHER }))).status).toBe(200);
    expect(await failuresOfEveryKindOfCall(call)).toEqual([]);
  });

  test('backends that start at once on one empty database all find it made', async () => {
    const target = await newDatabase();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStoreAt(target)));
    onTestFinished(async () => {
      await Promise.all(stores.map((store) => store.destroy()));
    });

    const prepared = await Promise.all(stores.map((store) => prepareStore(store, { adopts: false })));

    expect(prepared.map(({ outcome }) => outcome)).not.toContain('incomplete');
    expect(await Promise.all(stores.map((store) => missingPieces(store)))).toEqual(stores.map(() => []));
  });
});
