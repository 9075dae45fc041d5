import { describe, expect, test } from 'vitest';

import { newRow } from '../../src/backend/store/new-row.ts';
import { instanceRow } from '../../src/sandbox/worlds/seed-rows.ts';
import { acmeInstance, acmeZombie, GLOBEX, GLOBEX_AGENT, registration, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend, type SeededBackend } from './support/seeded-backend.ts';

const ZOMBIES = Array.from({ length: 20 }, (_, position) => `i-0dead00000000${String(1000 + position)}`);
const OFFERS = `GET /api/agents/${WEB}/instances-to-terminate`;

async function poll({ call }: SeededBackend, headers: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { body } = await call(OFFERS, { headers });
  return JSON.stringify(body).match(/i-[0-9a-f]{17}/g) ?? [];
}

test('of twenty pollers at once none is offered what another was', async () => {
  const backend = await seededBackend({ rows: twoClients({ rows: ZOMBIES.map((id) => acmeZombie({ id, demotedSecondsAgo: 4000 })) }) });

  const offered = (await Promise.all(Array.from({ length: 20 }, () => poll(backend)))).flat();

  expect(offered.toSorted()).toEqual(ZOMBIES);
});

test('what was offered and never reported is offered again after five minutes', async () => {
  const backend = await seededBackend({ rows: twoClients({ rows: [acmeZombie({ id: ZOMBIES[0] ?? '', demotedSecondsAgo: 4000 })] }) });
  await poll(backend);

  backend.clock.advance(300);
  const early = await poll(backend);
  backend.clock.advance(1);
  const late = await poll(backend);

  expect([early, late]).toEqual([[], [ZOMBIES[0]]]);
});

test('a caller that only looks sees what is on offer and takes nothing', async () => {
  const backend = await seededBackend({ rows: twoClients({ rows: [acmeZombie({ id: ZOMBIES[0] ?? '', demotedSecondsAgo: 4000 })] }) });

  const seen = await poll(backend, { 'x-spotctl-offers': 'look' });
  const offered = await poll(backend);

  expect([seen, offered]).toEqual([[ZOMBIES[0]], [ZOMBIES[0]]]);
});

test('a claim does not start the wait anew', async () => {
  const rows = twoClients({ rows: [acmeZombie({ id: ZOMBIES[0] ?? '', demotedSecondsAgo: 4000 })] });
  const backend = await seededBackend({ rows });
  backend.database.exec("update instances set zombie_since = null, updated_at = '2025-11-26 11:00:00' where instance_status = 'zombie'");

  await poll(backend);

  const row = backend.database.prepare('select zombie_since from instances where id = ?').get(ZOMBIES[0] ?? '');
  expect(row).toEqual({ zombie_since: '2025-11-26 11:00:00' });
});

test('an ended replica is claimed as well', async () => {
  const ended = { status: 'terminated', is_active: 0, terminated_at: '2025-11-26 11:59:00', replica_type: 'manual' } as const;
  const rows = twoClients({
    rows: [newRow('replica_instances', { id: 'r1', agent_id: WEB, instance_id: 'i-07e9000000000001a', ...ended })],
  });
  const backend = await seededBackend({ rows });

  const offered = (await Promise.all([poll(backend), poll(backend)])).flat();

  expect(offered).toEqual(['i-07e9000000000001a']);
});

test('the database itself refuses a second primary of one agent', async () => {
  const { call, database } = await seededBackend({ rows: twoClients() });
  await call(`POST /api/agents/${WEB}/register-instance`, { body: registration() });

  const second = () => database.exec(`update instances set primary_of = '${WEB}' where id = 'i-029c1999a147722de'`);

  expect(second).toThrow('UNIQUE constraint failed: instances.primary_of');
});

describe('a replica that stands in both books', () => {
  const id = 'i-07e9000000000001a';
  const inBothBooks = () =>
    twoClients({
      rows: [
        newRow('replica_instances', { id: 'r1', agent_id: WEB, instance_id: id, replica_type: 'manual', status: 'ready' }),
        acmeInstance({ id, instance_status: 'running_replica', is_primary: 0 }),
      ],
    });

  test('is offered once when it is deleted, not once by each book', async () => {
    const backend = await seededBackend({ rows: inBothBooks() });
    await backend.call(`DELETE /api/agents/${WEB}/replicas/r1`);

    const first = await poll(backend);
    backend.clock.advance(61);
    const second = await poll(backend);

    expect([first, second]).toEqual([[id], []]);
  });

  test('is not offered any more once it is registered again', async () => {
    const backend = await seededBackend({ rows: inBothBooks() });
    await backend.call(`DELETE /api/agents/${WEB}/replicas/r1`);
    await backend.call(`POST /api/agents/${WEB}/register-instance`, { body: registration({ instance_id: id, is_primary: false }) });

    backend.clock.advance(600);
    const offered = await poll(backend);

    expect(offered).toEqual([]);
  });

  test('is not offered where the instance is another client’s', async () => {
    const ended = { status: 'terminated', is_active: 0, replica_type: 'manual' } as const;
    const rows = twoClients({ rows: [newRow('replica_instances', { id: 'r1', agent_id: WEB, instance_id: id, ...ended })] });
    const backend = await seededBackend({
      rows: [...rows, instanceRow({ id, client_id: GLOBEX.id, agent_id: GLOBEX_AGENT, is_primary: 0 })],
    });

    const offered = await poll(backend);

    expect(offered).toEqual([]);
  });
});
