import { describe, expect, test } from 'vitest';

import { newRow } from '../../src/backend/store/new-row.ts';
import { agentRow } from '../../src/sandbox/worlds/seed-rows.ts';
import {
  ACME,
  acmeInstance,
  acmeZombie,
  GLOBEX,
  GLOBEX_AGENT,
  NEW_INSTANCE,
  PRIMARY,
  registration,
  twoClients,
  WEB,
} from './support/fleet-rows.ts';
import { seededBackend, type SeededBackend } from './support/seeded-backend.ts';

const ZOMBIE = 'i-0dead00000000dead';
const OFFERS = `GET /api/agents/${WEB}/instances-to-terminate`;
const REPORT = `POST /api/agents/${WEB}/termination-report`;
const REGISTER = `POST /api/agents/${WEB}/register-instance`;

async function offeredIds(
  { call }: Pick<SeededBackend, 'call'>,
  agent: { readonly id: string; readonly token: string } = { id: WEB, token: ACME.token },
): Promise<readonly string[]> {
  const { body } = await call(`GET /api/agents/${agent.id}/instances-to-terminate`, { token: agent.token });
  return JSON.stringify(body).match(/i-[0-9a-f]{17}/g) ?? [];
}

/** A replica of Acme's agent that was ended a minute before the test begins. */
function endedReplica(facts: { readonly id: string; readonly instance_id: string; readonly termination_confirmed?: number }) {
  const ended = { status: 'terminated', is_active: 0, terminated_at: '2025-11-26 11:59:00' };
  return newRow('replica_instances', { agent_id: WEB, replica_type: 'manual', ...ended, ...facts });
}

describe('registering a primary', () => {
  test('demotes the old one so that the sweep takes it after its wait', async () => {
    const { call, clock } = await seededBackend({ rows: twoClients() });

    await call(REGISTER, { body: registration() });

    clock.advance(59);
    expect(await offeredIds({ call })).toEqual([]);
    clock.advance(1);
    expect(await call(OFFERS)).toEqual({
      status: 200,
      body: {
        auto_terminate_enabled: 1,
        terminate_wait_seconds: 60,
        instances: [{ instance_id: PRIMARY, instance_type: 't3.medium', az: 'ap-south-1a', reason: 'zombie_timeout', seconds_waiting: 60 }],
      },
    });
  });

  test('leaves one primary, which the agent points at in its new zone', async () => {
    const { call, database } = await seededBackend({ rows: twoClients({ rows: [acmeInstance({ id: ZOMBIE })] }) });

    await call(REGISTER, { body: registration() });

    const primaries = database.prepare(
      "select id from instances where agent_id = ? and (is_primary or instance_status = 'running_primary')",
    );
    expect(primaries.all(WEB)).toEqual([{ id: NEW_INSTANCE }]);
    expect(database.prepare('select instance_id, az from agents where id = ?').get(WEB)).toEqual({
      instance_id: NEW_INSTANCE,
      az: 'ap-south-1c',
    });
  });

  test('twice changes nothing more', async () => {
    const { call, clock, database } = await seededBackend({ rows: twoClients() });
    await call(REGISTER, { body: registration() });
    const before = database.prepare('select zombie_since from instances where id = ?').get(PRIMARY);

    clock.advance(30);
    const again = await call(REGISTER, { body: registration() });

    expect(again.status).toBe(200);
    expect(database.prepare('select zombie_since from instances where id = ?').get(PRIMARY)).toEqual(before);
  });
});

describe('the sweep', () => {
  test('offers a zombie to its own agent and to no other', async () => {
    const { call } = await seededBackend({ rows: twoClients({ rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 4000 })] }) });

    expect(await offeredIds({ call })).toEqual([ZOMBIE]);
    expect(await offeredIds({ call }, { id: GLOBEX_AGENT, token: GLOBEX.token })).toEqual([]);
  });

  test('offers a zombie to no other agent of the same client', async () => {
    const other = 'a6e00000-0000-4000-8000-0000000000aa';
    const rows = [
      agentRow({ id: other, client_id: ACME.id, logical_agent_id: 'api-01', instance_id: null, region: 'ap-south-1', az: 'ap-south-1a' }),
      acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 4000 }),
    ];
    const { call } = await seededBackend({ rows: twoClients({ rows }) });

    expect(await offeredIds({ call }, { id: other, token: ACME.token })).toEqual([]);
  });

  test('counts the wait from the demotion, whatever touches the row since', async () => {
    const { call, database } = await seededBackend({ rows: twoClients({ rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 61 })] }) });

    database.prepare("update instances set spot_price = 0.02, updated_at = '2025-11-26 12:00:00' where id = ?").run(ZOMBIE);

    expect(await offeredIds({ call })).toEqual([ZOMBIE]);
  });

  test.each([
    { wait: 0, demotedSecondsAgo: 0, isOffered: true },
    { wait: null, demotedSecondsAgo: 299, isOffered: false },
    { wait: null, demotedSecondsAgo: 300, isOffered: true },
  ])('takes a wait of $wait after $demotedSecondsAgo s: $isOffered', async ({ wait, demotedSecondsAgo, isOffered }) => {
    const rows = twoClients({ agent: { terminate_wait_seconds: wait }, rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo })] });
    const { call } = await seededBackend({ rows });

    expect(await offeredIds({ call })).toEqual(isOffered ? [ZOMBIE] : []);
  });

  test('never offers what an agent points at, though its row says zombie', async () => {
    const rows = twoClients({ agent: { instance_id: ZOMBIE }, rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 4000 })] });
    const { call } = await seededBackend({ rows });

    expect(await offeredIds({ call })).toEqual([]);
  });

  test('never offers a zombie whose row still claims to be the primary', async () => {
    const rows = twoClients({ rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 4000, is_primary: 1 })] });
    const { call } = await seededBackend({ rows });

    expect(await offeredIds({ call })).toEqual([]);
  });

  test('waits five minutes after an attempt that failed', async () => {
    const { call, clock } = await seededBackend({ rows: twoClients({ rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 4000 })] }) });
    await call(REPORT, { body: { instance_id: ZOMBIE, success: false, error: 'UnauthorizedOperation' } });

    expect(await offeredIds({ call })).toEqual([]);
    clock.advance(301);
    expect(await offeredIds({ call })).toEqual([ZOMBIE]);
  });

  test('offers ended replicas, but no placeholder, no primary and none that is confirmed', async () => {
    const ended = [
      endedReplica({ id: 'r1', instance_id: 'i-07e9000000000001a' }),
      endedReplica({ id: 'r2', instance_id: 'replica-7e900000' }),
      endedReplica({ id: 'r3', instance_id: PRIMARY }),
      endedReplica({ id: 'r4', instance_id: 'i-07e9000000000002b', termination_confirmed: 1 }),
    ];
    const { call } = await seededBackend({ rows: twoClients({ rows: ended }) });

    const { body } = await call(OFFERS);

    expect(body).toMatchObject({
      instances: [{ instance_id: 'i-07e9000000000001a', reason: 'replica_terminated', seconds_since_marked: 60 }],
    });
  });
});

describe('a termination report', () => {
  const zombieRows = twoClients({ rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 4000 })] });

  test.each([
    ['2025-11-26T11:58:00', '2025-11-26 11:58:00'],
    ['2025-11-26T11:58:00.123Z', '2025-11-26 11:58:00'],
    ['2025-11-26T11:58:00.123456+00:00', '2025-11-26 11:58:00'],
    ['2025-11-26T17:28:00+05:30', '2025-11-26 11:58:00'],
    [null, '2025-11-26 12:00:00'],
  ])('takes the time %s and stores %s', async (sent, stored) => {
    const { call, database } = await seededBackend({ rows: zombieRows });

    const answer = await call(REPORT, { body: { instance_id: ZOMBIE, success: true, terminated_at: sent } });

    expect(answer).toEqual({ status: 200, body: { success: true, message: 'Termination report recorded' } });
    const row = database.prepare('select instance_status, is_active, terminated_at, termination_confirmed from instances where id = ?');
    expect(row.get(ZOMBIE)).toEqual({ instance_status: 'terminated', is_active: 0, terminated_at: stored, termination_confirmed: 1 });
  });

  test('is refused with a time that is none, and books nothing', async () => {
    const { call } = await seededBackend({ rows: zombieRows });

    const answer = await call(REPORT, { body: { instance_id: ZOMBIE, success: true, terminated_at: 'yesterday' } });

    expect(answer).toEqual({ status: 400, body: { error: 'terminated_at is not a time' } });
    expect(await offeredIds({ call })).toEqual([ZOMBIE]);
  });

  test('books its first time only, with one event', async () => {
    const { call, database } = await seededBackend({ rows: zombieRows });
    await call(REPORT, { body: { instance_id: ZOMBIE, success: true, terminated_at: '2025-11-26T11:58:00' } });

    const again = await call(REPORT, { body: { instance_id: ZOMBIE, success: true, terminated_at: '2025-11-26T11:59:59' } });

    expect(again.status).toBe(200);
    expect(database.prepare('select terminated_at from instances where id = ?').get(ZOMBIE)).toEqual({
      terminated_at: '2025-11-26 11:58:00',
    });
    expect(database.prepare('select event_type, client_id, agent_id, instance_id from system_events').all()).toEqual([
      { event_type: 'instance_terminated', client_id: ACME.id, agent_id: WEB, instance_id: ZOMBIE },
    ]);
  });

  test('is refused for a primary', async () => {
    const { call } = await seededBackend({ rows: twoClients() });

    const answer = await call(REPORT, { body: { instance_id: PRIMARY, success: true } });

    expect(answer).toEqual({ status: 409, body: { error: `Instance ${PRIMARY} serves agent web-01` } });
  });

  test('of an unknown instance, or of another client’s, is not found', async () => {
    const { call, database } = await seededBackend({ rows: zombieRows });

    const unknown = await call(REPORT, { body: { instance_id: 'i-0ffffffffffffffff', success: true } });
    const foreign = await call(`POST /api/agents/${GLOBEX_AGENT}/termination-report`, {
      token: GLOBEX.token,
      body: { instance_id: ZOMBIE, success: true },
    });

    const notFound = { status: 404, body: { error: 'Instance not found' } };
    expect([unknown, foreign]).toEqual([notFound, notFound]);
    expect(database.prepare('select instance_status from instances where id = ?').get(ZOMBIE)).toEqual({ instance_status: 'zombie' });
  });
});
