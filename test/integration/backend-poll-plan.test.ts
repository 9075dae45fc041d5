import { randomUUID } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createSchema } from '../../src/backend/store/create-schema.ts';
import { hotQueries } from '../../src/backend/store/hot-queries.ts';
import { type NewRow, newRow } from '../../src/backend/store/new-row.ts';
import { openStoreAt, type Store } from '../../src/backend/store/open-store.ts';
import { parseDatabaseUrl } from '../../src/gateways/database/parse-database-url.ts';
import { agentRow, clientRow, instanceRow } from '../../src/sandbox/worlds/seed-rows.ts';
import { ACME } from '../backend/support/fleet-rows.ts';
import type { DatabaseServer } from './support/database-server.ts';
import { onEveryServer } from './support/on-every-server.ts';

const AGENTS = Array.from({ length: 100 }, () => randomUUID());
const INSTANCES_EACH = 20;

interface Step {
  readonly table: string | null;
  readonly type: string | null;
  readonly key: string | null;
}

await onEveryServer((flavour) => {
  let server: DatabaseServer;
  let store: Store;

  beforeAll(async () => {
    server = await flavour.start();
    await server.run(['CREATE DATABASE fleet CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci']);
    store = await openStoreAt(parseDatabaseUrl(server.url('fleet')));
    await createSchema(store, { isMigrated: true, rows: rows() });
    await server.run(['ANALYZE TABLE clients, agents, instances, replica_instances'], 'fleet');
  });
  afterAll(async () => {
    await store.destroy();
    await server.stop();
  });

  async function planOf({ sql, parameters }: CompiledQuery): Promise<readonly Step[]> {
    const plan = await store.executeQuery<Step>(CompiledQuery.raw(`EXPLAIN FORMAT=TRADITIONAL ${sql}`, [...parameters]));
    return plan.rows.map(({ table, type, key }) => ({ table, type, key }));
  }

  test('a poll reads its own agent’s rows by their index, and no whole table', async () => {
    const queries = hotQueries(store);
    const due = { agentId: AGENTS[7] ?? '', clientId: ACME.id, notTriedSince: '2025-11-26 11:55:00', demotedBy: '2025-11-26 11:55:00' };

    const zombies = await planOf(queries.zombiesDue(due));
    const replicas = await planOf(queries.endedReplicas(due));
    const others = [await planOf(queries.clientOfToken({ token: 'sha256:0' })), await planOf(queries.ownAgent(due))];

    expect(zombies[0]).toEqual({ table: 'i', type: 'ref', key: 'idx_instances_agent_status' });
    expect(replicas[0]).toMatchObject({ table: 'ri', type: 'ref', key: expect.stringMatching(/^idx_replica/) });
    expect([...zombies, ...replicas, ...others.flat()].filter(({ type }) => type === 'ALL' || type === 'index')).toEqual([]);
  });
});

/** Agents with their instances, some of them zombies, and two ended replicas each. */
function* rows(): Iterable<NewRow> {
  yield clientRow({ id: ACME.id, name: 'Acme', token: ACME.token });
  const place = { region: 'ap-south-1', az: 'ap-south-1a' };
  for (const [agent, id] of AGENTS.entries()) {
    yield agentRow({ id, client_id: ACME.id, logical_agent_id: `web-${agent}`, instance_id: null, ...place });
    for (let position = 0; position < INSTANCES_EACH; position += 1) {
      const state = position % 4 === 0 ? 'zombie' : 'terminated';
      yield instanceRow({
        id: `i-${String(agent * INSTANCES_EACH + position).padStart(17, '0')}`,
        client_id: ACME.id,
        agent_id: id,
        instance_status: state,
        is_primary: 0,
        is_active: 0,
      });
    }
    for (const status of ['terminated', 'failed']) {
      const replica = { agent_id: id, instance_id: `replica-${agent}`, replica_type: 'manual', status };
      yield newRow('replica_instances', { id: `${status}-${agent}`, ...replica });
    }
  }
}
