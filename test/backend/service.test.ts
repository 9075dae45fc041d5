import { request } from 'undici';
import { describe, expect, test } from 'vitest';

import { ACME, acmeZombie, ADMINISTRATOR, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend } from './support/seeded-backend.ts';

const ZOMBIE = 'i-0dead00000000dead';

test('is ready while it reaches its database, and says in a word what it lacks', async () => {
  const { call } = await seededBackend({ rows: [] });

  expect(await call('GET /readyz', { token: null })).toEqual({ status: 200, body: { status: 'ready' } });
});

test('counts calls, offers, confirmations and zombies for an administrator', async () => {
  const { backend, call } = await seededBackend({ rows: twoClients({ rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 4000 })] }) });
  await call(`GET /api/agents/${WEB}/instances-to-terminate`);

  const answer = await request(`${backend.url}/metrics`, { headers: { authorization: `Bearer ${ADMINISTRATOR}` } });
  const lines = (await answer.body.text()).split('\n');

  expect(answer.headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(lines).toContain('spotctl_requests_total{method="GET",route="/api/agents/{agentId}/instances-to-terminate",status="200"} 1');
  expect(lines).toContain('spotctl_offers_total 1');
  expect(lines).toContain('spotctl_confirmations_total 0');
  expect(lines).toContain('spotctl_zombies 1');
  expect(lines).toContain('spotctl_oldest_zombie_seconds 4000');
  expect(lines.slice(-2)).toEqual(['# EOF', '']);
});

describe('unknown tokens', () => {
  test('are no longer looked up after twenty of them from one address within a minute', async () => {
    const { call, clock } = await seededBackend({ rows: twoClients() });
    const attempts = Array.from({ length: 20 }, (_, position) => call('GET /api/client/validate', { token: `guess-${String(position)}` }));
    await Promise.all(attempts);

    const limited = await call('GET /api/admin/clients', { token: ADMINISTRATOR });
    clock.advance(60);
    const afterwards = await call('GET /api/admin/clients', { token: ADMINISTRATOR });

    expect([limited.status, afterwards.status]).toEqual([429, 200]);
  });

  test('of one agent do not stop a neighbour whose token was right before', async () => {
    const { call } = await seededBackend({ rows: twoClients() });
    await call('GET /api/client/validate');

    await Promise.all(Array.from({ length: 30 }, () => call('GET /api/client/validate', { token: 'wrong' })));

    expect(await call('GET /api/client/validate')).toMatchObject({ status: 200 });
  });
});

describe('pages of other origins', () => {
  test('get no leave to read anything unless they are configured', async () => {
    const { backend } = await seededBackend({ rows: twoClients() });

    const answer = await request(`${backend.url}/health`, { headers: { origin: 'https://dashboard.example' } });

    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    await answer.body.dump();
  });

  test('of a configured origin may', async () => {
    const origin = 'https://dashboard.example';
    const { backend } = await seededBackend({ rows: twoClients(), origins: [origin] });

    const asked = await request(`${backend.url}/api/client/${ACME.id}`, { method: 'OPTIONS', headers: { origin } });

    expect(asked.statusCode).toBe(204);
    expect(asked.headers['access-control-allow-origin']).toBe(origin);
    await asked.body.dump();
  });
});

test('every answer carries the caller’s request id, or one of its own', async () => {
  const { backend } = await seededBackend({ rows: twoClients() });

  const given = await request(`${backend.url}/health`, { headers: { 'x-request-id': 'call-7' } });
  const made = await request(`${backend.url}/health`, { headers: { 'x-request-id': 'no id\tat all' } });

  expect(given.headers['x-request-id']).toBe('call-7');
  expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  await Promise.all([given.body.dump(), made.body.dump()]);
});
