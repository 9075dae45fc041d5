import { request } from 'undici';
import { describe, expect, test } from 'vitest';

import type { Route } from '../../src/backend/http/route.ts';
import { routes } from '../../src/backend/http/routes.ts';
import { newRow } from '../../src/backend/store/new-row.ts';
import { ACME, ADMINISTRATOR, GLOBEX, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend } from './support/seeded-backend.ts';

const guarded = routes.filter(({ access }) => access !== 'anyone' && access !== 'asker').map(targetOf);
const ofOneClient = routes.filter(({ access, endpoint }) => access.startsWith('client') && endpoint.path !== '/api/agents/register');

function targetOf({ endpoint: { method, path } }: Route): string {
  return `${method} ${path
    .replace('{agentId}', WEB)
    .replace('{clientId}', ACME.id)
    .replaceAll(/\{\w+\}/g, 'of-acme')}`;
}

test('what needs no token is health, readiness, the check of a token and the description of the calls', () => {
  const open = routes.filter(({ access }) => access === 'anyone' || access === 'asker').map(({ endpoint }) => endpoint.path);

  expect(open).toEqual(['/health', '/readyz', '/api/client/validate', '/openapi.json']);
});

test('a token that is wrong does not keep anyone from what is open', async () => {
  const { call } = await seededBackend({ rows: twoClients() });

  const health = await call('GET /health', { token: 'wrong' });

  expect(health).toMatchObject({ status: 200, body: { status: 'healthy' } });
});

describe('every endpoint but health', () => {
  test.each(guarded)('asks for a token: %s', async (target) => {
    const { call } = await seededBackend({ rows: twoClients() });
    const body = /^(?:POST|PUT)/.test(target) ? {} : undefined;

    const missing = await call(target, { token: null, body });
    const unknown = await call(target, { token: 'ACME-TOKEN', body });

    expect(missing).toEqual({ status: 401, body: { error: 'Missing client token' } });
    expect(unknown).toEqual({ status: 401, body: { error: 'Invalid client token' } });
  });

  test.each(ofOneClient.map(targetOf))('keeps another client’s things from its caller: %s', async (target) => {
    const notice = newRow('notifications', { id: 'of-acme', client_id: ACME.id, message: 'A notice' });
    const { call, database } = await seededBackend({ rows: twoClients({ rows: [notice] }) });
    const body = /^(?:POST|PUT)/.test(target) ? {} : undefined;

    const answer = await call(target, { token: GLOBEX.token, body });

    expect([
      { status: 404, body: { error: 'Agent not found' } },
      { status: 404, body: { error: 'Client not found' } },
      { status: 200, body: [] },
      { status: 200, body: { replicas: [], total: 0 } },
      { status: 404, body: { error: 'Instance or agent not found' } },
      { status: 400, body: { error: 'Validation failed', details: expect.anything() } },
      { status: 200, body: { success: true } },
    ]).toContainEqual(answer);
    expect(database.prepare('select id, is_read from notifications').all()).toEqual([{ id: 'of-acme', is_read: 0 }]);
  });
});

test('the administration’s lists are for an administrator only', async () => {
  const { call } = await seededBackend({ rows: twoClients() });
  const lists = ['GET /api/admin/clients', 'GET /api/admin/instances', 'GET /api/admin/agents'];

  const asClient = await Promise.all(lists.map((target) => call(target)));
  const asAdministrator = await Promise.all(lists.map((target) => call(target, { token: ADMINISTRATOR })));

  expect(asClient.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect(asAdministrator.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(asAdministrator.map(({ body }) => JSON.stringify(body).includes('Globex'))).toEqual([true, true, true]);
});

test('an inactive client is refused everywhere', async () => {
  const { call, database } = await seededBackend({ rows: twoClients() });

  database.exec('update clients set is_active = 0');

  expect(await call(`GET /api/client/${ACME.id}/agents`)).toEqual({ status: 403, body: { error: 'Client account is not active' } });
  expect(await call('GET /api/client/validate')).toEqual({ status: 403, body: { valid: false, error: 'Client account is not active' } });
});

describe('the call that tells whose token it is', () => {
  test('names the client', async () => {
    const { call } = await seededBackend({ rows: twoClients() });

    const answer = await call('GET /api/client/validate');

    expect(answer).toEqual({ status: 200, body: { valid: true, client_id: ACME.id, name: 'Acme', email: 'ops@acme.example' } });
  });

  test.each([
    { token: null, error: 'Missing or invalid Authorization header' },
    { token: 'nobody', error: 'Invalid token' },
  ])('says $error in its own shape', async ({ token, error }) => {
    const { call } = await seededBackend({ rows: twoClients() });

    expect(await call('GET /api/client/validate', { token })).toEqual({ status: 401, body: { valid: false, error } });
  });
});

test('no token is stored as it is', async () => {
  const { database } = await seededBackend({ rows: twoClients() });

  const stored = JSON.stringify([database.prepare('select * from clients').all(), database.prepare('select * from administrators').all()]);

  expect(stored).not.toContain(ACME.token);
  expect(stored).not.toContain(ADMINISTRATOR);
});

describe('what is no call of the contract gets a JSON answer', () => {
  test.each([
    { target: 'GET /nowhere', status: 404 },
    { target: `GET /api/agents/${WEB}/config/`, status: 404 },
    { target: 'GET /api/agents/%E0%A4%A/config', status: 404 },
    { target: 'POST /health', status: 405 },
    { target: `POST /api/agents/${WEB}/heartbeat`, body: '{"status":', status: 400 },
    { target: `POST /api/agents/${WEB}/heartbeat`, body: 'x'.repeat(1_048_577), status: 413 },
  ])('$target: $status', async ({ target, body, status }) => {
    const { call } = await seededBackend({ rows: twoClients() });

    const answer = await call(target, body === undefined ? {} : { body });

    expect(answer).toMatchObject({ status, body: { error: expect.any(String) } });
  });

  test('a body without its content type is read all the same', async () => {
    const { backend } = await seededBackend({ rows: twoClients() });

    const answer = await request(`${backend.url}/api/agents/${WEB}/heartbeat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ACME.token}` },
      body: '{}',
    });

    expect(answer.statusCode).toBe(200);
    await answer.body.dump();
  });
});
