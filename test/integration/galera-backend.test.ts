import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';

import { openStoreAt, type Store } from '../../src/backend/store/open-store.ts';
import { parseDatabaseUrl } from '../../src/gateways/database/parse-database-url.ts';
import { agentRow, clientRow } from '../../src/sandbox/worlds/seed-rows.ts';
import { ACME } from '../backend/support/fleet-rows.ts';
import { requireServer } from '../support/require-server.ts';
import { startBackendProcess } from './support/backend-process.ts';
import { loadFleet } from './support/fleet-load.ts';
import { galera, startGalera } from './support/galera-cluster.ts';

const AGENTS = Array.from({ length: 3 }, () => randomUUID());
/** How many ends are to be reported before the node dies, and again after. */
const ACKNOWLEDGED = 50;

await requireServer(galera, () => {
  test('loses nothing, offers nothing twice and keeps one primary an agent where a node of the cluster dies under load', async () => {
    const cluster = await startGalera({ nodes: 3 });
    onTestFinished(() => cluster.stop());
    const connection = await cluster.connect(0);
    await connection.query('CREATE DATABASE fleet CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci');
    await connection.end();
    const urls = cluster.ports.map((port) => `mysql://root@127.0.0.1:${port}/fleet`);
    const backends = [];
    for (const url of urls) {
      const backend = await startBackendProcess(url);
      onTestFinished(async () => void (await backend.stop()));
      backends.push(backend);
    }
    const store = await openStoreAt(parseDatabaseUrl(urls[0] ?? ''));
    onTestFinished(() => store.destroy());
    await seed(store);

    const load = loadFleet({ backends: backends.map(({ url }) => url), agents: AGENTS, token: ACME.token });
    onTestFinished(() => load.stop());
    const acknowledged = (): number => load.told.confirmed.length;
    await expect.poll(acknowledged, { timeout: 60_000 }).toBeGreaterThan(ACKNOWLEDGED);
    await cluster.kill(2);
    const before = acknowledged();
    await expect.poll(acknowledged, { timeout: 60_000 }).toBeGreaterThan(before + ACKNOWLEDGED);
    await load.stop();

    const { registered, offered, confirmed, unexpected } = load.told;
    const instances = await store
      .selectFrom('instances')
      .select(['id', 'agent_id', 'is_primary', 'instance_status', 'termination_confirmed'])
      .execute();
    const agents = await store.selectFrom('agents').select(['id', 'instance_id']).execute();
    const known = new Map(instances.map((row) => [row.id, row]));
    expect(unexpected).toEqual([]);
    expect(registered.filter((id) => !known.has(id))).toEqual([]);
    expect(confirmed.filter((id) => known.get(id)?.termination_confirmed !== 1)).toEqual([]);
    expect(offered.filter((id, position) => offered.indexOf(id) !== position)).toEqual([]);
    const primaries = instances.filter(({ is_primary }) => is_primary === 1);
    expect(primaries.map(({ id, agent_id }) => `${agent_id} ${id}`).toSorted()).toEqual(
      agents.map(({ id, instance_id }) => `${id} ${instance_id}`).toSorted(),
    );
  });
});

/** Agents whose demoted primaries are to end at once. */
async function seed(store: Store): Promise<void> {
  const rows = [
    clientRow({ id: ACME.id, name: 'Acme', token: ACME.token }),
    ...AGENTS.map((id, position) =>
      agentRow({
        id,
        client_id: ACME.id,
        logical_agent_id: `web-${position}`,
        instance_id: null,
        region: 'ap-south-1',
        az: 'ap-south-1a',
        terminate_wait_seconds: 0,
      }),
    ),
  ];
  await store.transaction().execute(async (transaction) => {
    for (const row of rows) await row.insert(transaction);
  });
}
