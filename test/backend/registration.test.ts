import { describe, expect, test } from 'vitest';

import {
  ACME,
  acmeInstance,
  acmeZombie,
  GLOBEX,
  GLOBEX_AGENT,
  GLOBEX_PRIMARY,
  NEW_INSTANCE,
  PRIMARY,
  registration,
  twoClients,
  WEB,
} from './support/fleet-rows.ts';
import { seededBackend } from './support/seeded-backend.ts';

const REGISTER = `POST /api/agents/${WEB}/register-instance`;
const BOOKS = 'select id, client_id, agent_id, instance_status, is_primary, is_active, az from instances order by id';

describe('registering an instance is refused and changes nothing', () => {
  test.each([
    { body: {}, details: ['az', 'instance_id', 'instance_type', 'mode', 'region'] },
    { body: registration({ spot_price: 'cheap' }), details: ['spot_price'] },
    { body: registration({ spot_price: -1, mode: 'banana' }), details: ['mode', 'spot_price'] },
    { body: registration({ ondemand_price: 10_000 }), details: ['ondemand_price'] },
    { body: registration({ az: 'a'.repeat(49), region: 'r'.repeat(33) }), details: ['az', 'region'] },
    { body: registration({ is_primary: 'false' }), details: ['is_primary'] },
    { body: registration({ instance_id: 'replica-7e900000' }), details: ['instance_id'] },
    { body: [], details: ['body'] },
  ])('for a body that does not fit: $details', async ({ body, details }) => {
    const { call, database } = await seededBackend({ rows: twoClients() });
    const before = database.prepare(BOOKS).all();

    const answer = await call(REGISTER, { body });

    expect(answer).toMatchObject({ status: 400, body: { error: 'Validation failed' } });
    expect(Object.keys(Object(Object(answer.body).details)).toSorted()).toEqual(details);
    expect(database.prepare(BOOKS).all()).toEqual(before);
  });

  test.each([
    {
      what: 'another client’s instance',
      instance_id: GLOBEX_PRIMARY,
      error: `Instance ${GLOBEX_PRIMARY} cannot be registered for this client`,
    },
    { what: 'one that was terminated', instance_id: 'i-0dead00000000dead', error: 'Instance i-0dead00000000dead was terminated' },
  ])('for $what', async ({ instance_id, error }) => {
    const gone = acmeZombie({ id: 'i-0dead00000000dead', demotedSecondsAgo: 1, instance_status: 'terminated', termination_confirmed: 1 });
    const { call, database } = await seededBackend({ rows: twoClients({ rows: [gone] }) });
    const before = database.prepare(BOOKS).all();

    const answer = await call(REGISTER, { body: registration({ instance_id }) });

    expect(answer).toEqual({ status: 409, body: { error } });
    expect(database.prepare(BOOKS).all()).toEqual(before);
  });

  test('as a replica, for the instance that is the primary', async () => {
    const { call } = await seededBackend({ rows: twoClients() });

    const answer = await call(REGISTER, { body: registration({ instance_id: PRIMARY, is_primary: false }) });

    expect(answer).toEqual({ status: 409, body: { error: `Instance ${PRIMARY} is a primary` } });
  });
});

test('a replica enters the books beside the primary', async () => {
  const { call, database } = await seededBackend({ rows: twoClients() });

  const answer = await call(REGISTER, { body: registration({ is_primary: false }) });

  expect(answer.body).toEqual({ success: true, message: 'Instance registered successfully', instance_id: NEW_INSTANCE, is_primary: false });
  expect(database.prepare('select id, instance_status, is_primary from instances where agent_id = ? order by id desc').all(WEB)).toEqual([
    { id: NEW_INSTANCE, instance_status: 'running_replica', is_primary: 0 },
    { id: PRIMARY, instance_status: 'running_primary', is_primary: 1 },
  ]);
});

test('a price the caller does not know leaves the one in the books', async () => {
  const { call, database } = await seededBackend({ rows: twoClients() });

  await call(REGISTER, { body: { ...registration({ instance_id: PRIMARY }), spot_price: null, ondemand_price: undefined } });

  expect(database.prepare('select spot_price, ondemand_price from instances where id = ?').get(PRIMARY)).toEqual({
    spot_price: 0.0125,
    ondemand_price: 0.0448,
  });
});

describe('an agent that registers', () => {
  const words = {
    logical_agent_id: 'web-01',
    instance_id: PRIMARY,
    instance_type: 't3.medium',
    region: 'ap-south-1',
    az: 'ap-south-1a',
    mode: 'spot',
    hostname: 'ip-10-0-1-10',
    agent_version: '4.0.0',
    public_ip: null,
  };

  test('for the first time gets an id, settings and a primary in the books', async () => {
    const { call, database } = await seededBackend({ rows: twoClients() });

    const answer = await call('POST /api/agents/register', { body: { ...words, logical_agent_id: 'api-01', instance_id: NEW_INSTANCE } });

    expect(answer).toMatchObject({ status: 200, body: { client_id: ACME.id, config: { enabled: 1, terminate_wait_seconds: 300 } } });
    const booked = database.prepare(
      'select i.instance_status, a.logical_agent_id from instances i join agents a on a.id = i.agent_id where i.id = ?',
    );
    expect(booked.get(NEW_INSTANCE)).toEqual({ instance_status: 'running_primary', logical_agent_id: 'api-01' });
  });

  test('from a new instance replaces its old one, which becomes a zombie', async () => {
    const { call, database } = await seededBackend({ rows: twoClients() });

    await call('POST /api/agents/register', { body: { ...words, instance_id: NEW_INSTANCE } });

    expect(database.prepare('select id, instance_status, is_active from instances where agent_id = ? order by id desc').all(WEB)).toEqual([
      { id: NEW_INSTANCE, instance_status: 'running_primary', is_active: 1 },
      { id: PRIMARY, instance_status: 'zombie', is_active: 0 },
    ]);
  });

  test('from a zombie is told that it is not the primary, and changes nothing', async () => {
    const zombie = acmeZombie({ id: 'i-0dead00000000dead', demotedSecondsAgo: 5 });
    const { call, database } = await seededBackend({ rows: twoClients({ rows: [zombie] }) });

    const answer = await call('POST /api/agents/register', { body: { ...words, instance_id: 'i-0dead00000000dead' } });

    expect(answer).toMatchObject({
      status: 200,
      body: { message: 'Instance is not primary, registration ignored', config: { enabled: false } },
    });
    expect(database.prepare('select instance_id from agents where id = ?').get(WEB)).toEqual({ instance_id: PRIMARY });
  });

  test('on another client’s instance is refused', async () => {
    const { call, database } = await seededBackend({ rows: twoClients() });

    const answer = await call('POST /api/agents/register', { body: { ...words, instance_id: GLOBEX_PRIMARY } });

    expect(answer.status).toBe(409);
    expect(database.prepare('select agent_id from instances where id = ?').get(GLOBEX_PRIMARY)).toEqual({ agent_id: GLOBEX_AGENT });
  });

  test('with a field nobody knows is told which', async () => {
    const { call } = await seededBackend({ rows: twoClients() });

    const answer = await call('POST /api/agents/register', { body: { ...words, pool_id: 'x' } });

    expect(answer).toEqual({ status: 400, body: { error: 'Validation failed', details: { pool_id: ['Unknown field.'] } } });
  });
});

describe('a heartbeat', () => {
  const HEARTBEAT = `POST /api/agents/${WEB}/heartbeat`;

  test('shows that the agent lives', async () => {
    const { call, database } = await seededBackend({ rows: twoClients({ agent: { status: 'offline' } }) });

    const answer = await call(HEARTBEAT, { body: { status: 'online', instance_id: PRIMARY } });

    expect(answer).toEqual({ status: 200, body: { success: true } });
    expect(database.prepare('select status, last_heartbeat_at from agents where id = ?').get(WEB)).toEqual({
      status: 'online',
      last_heartbeat_at: '2025-11-26 12:00:00',
    });
  });

  test('from an instance that is not the agent’s says nothing of the agent', async () => {
    const stray = acmeInstance({ id: NEW_INSTANCE, instance_status: 'running_replica', is_primary: 0 });
    const { call, database } = await seededBackend({ rows: twoClients({ agent: { status: 'offline' }, rows: [stray] }) });

    await call(HEARTBEAT, { body: { status: 'online', instance_id: NEW_INSTANCE, az: 'ap-south-1c' } });

    expect(database.prepare('select status, instance_id, az from agents where id = ?').get(WEB)).toEqual({
      status: 'offline',
      instance_id: PRIMARY,
      az: 'ap-south-1a',
    });
  });

  test('for another client’s agent finds none', async () => {
    const { call } = await seededBackend({ rows: twoClients() });

    const answer = await call(HEARTBEAT, { token: GLOBEX.token, body: {} });

    expect(answer).toEqual({ status: 404, body: { error: 'Agent not found' } });
  });
});
