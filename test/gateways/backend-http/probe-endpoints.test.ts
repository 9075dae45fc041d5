import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { EndpointProbe } from '../../../src/domain/findings/diagnosis-input.ts';
import { backendAt, html, json, loopback, type Reply } from './loopback.ts';

const AGENT_ID = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';

function recorded(name: string): Reply {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/captured', `${name}.json`), 'utf8');
  const { response } = z.object({ response: z.object({ status: z.number(), body: z.unknown() }) }).parse(JSON.parse(text));
  return json(response.body, response.status);
}

const healthy: readonly (readonly [RegExp, Reply])[] = [
  [/^\/health$/, recorded('health.ok')],
  [/system-health$/, recorded('admin-system-health.ok')],
  [/database-schema$/, json({ status: 'ok', tables: [], columns: [], indexes: [] })],
  [/validate$/, recorded('client-validate.ok')],
  [/agents$/, recorded('client-agents.ok')],
  [/instances$/, recorded('client-instances.ok')],
  [/replicas$/, recorded('client-replicas.ok')],
  [/switch-history$/, recorded('switch-history.ok')],
  [/config$/, recorded('config.ok')],
  [/instances-to-terminate$/, recorded('instances-to-terminate.ok-zombie')],
  [/client\/c1$/, recorded('client.ok')],
];

/** A healthy backend, but for what is given first. */
function backendBut(...sick: readonly (readonly [RegExp, Reply])[]): Reply {
  return (response, request) => {
    const [, reply] = [...sick, ...healthy].find(([path]) => path.test(request.url)) ?? [];
    (reply ?? html('404 Not Found', 404))(response, request);
  };
}

async function probesOf(reply: Reply): Promise<readonly EndpointProbe[]> {
  const { url } = await loopback(reply);
  return await backendAt(url).probe('c1', [AGENT_ID]);
}

const told = ({ name, outcome, status, detail, errorCode }: EndpointProbe) => ({ name, outcome, status, detail, errorCode });

async function sickOf(...sick: readonly (readonly [RegExp, Reply])[]) {
  const probes = await probesOf(backendBut(...sick));
  return probes.filter(({ outcome, detail }) => outcome !== 'ok' || detail !== null).map(told);
}

const redirect: Reply = (response) => void response.writeHead(302, { location: '/login' }).end();
const hangUp: Reply = (response) => void response.destroy();

describe('probing the backend', () => {
  it('calls each guarded endpoint once', async () => {
    const { url, requests } = await loopback(backendBut());

    const probes = await backendAt(url).probe('c1', [AGENT_ID]);

    expect(probes.map(({ name, path }) => [name, path])).toEqual([
      ['health', '/health'],
      ['system-health', '/api/admin/system-health'],
      ['database-schema', '/api/health/database-schema'],
      ['client/validate', '/api/client/validate'],
      ['client', '/api/client/c1'],
      ['client agents', '/api/client/c1/agents'],
      ['client instances', '/api/client/c1/instances'],
      ['client replicas', '/api/client/c1/replicas'],
      ['switch-history', '/api/client/c1/switch-history'],
      ['config', `/api/agents/${AGENT_ID}/config`],
      ['instances-to-terminate', `/api/agents/${AGENT_ID}/instances-to-terminate`],
      ['admin clients without a token', '/api/admin/clients'],
      ['client token without a token', '/api/admin/clients/c1/token'],
    ]);
    expect(probes.every(({ outcome, detail }) => outcome === 'ok' && detail === null)).toBe(true);
    expect(requests.map(({ url: path }) => path).toSorted()).toEqual(probes.map(({ path }) => path).toSorted());
  });

  it('sees the endpoint that fails for a missing column while all others are green', async () => {
    const sick = await sickOf([/instances-to-terminate$/, recorded('incident.instances-to-terminate.500-columns-missing')]);

    expect(sick).toEqual([
      {
        name: 'instances-to-terminate',
        outcome: 'failed',
        status: 500,
        detail: "1054 (42S22): Unknown column 'i.termination_attempted_at' in 'WHERE'",
        errorCode: 'BACKEND_DATABASE',
      },
    ]);
  });

  it('sees that the database is gone where the status still says healthy', async () => {
    const sick = await sickOf([/system-health$/, recorded('db-down.admin-system-health.200')]);

    expect(sick).toEqual([{ name: 'system-health', outcome: 'ok', status: 200, detail: 'database: Disconnected', errorCode: null }]);
  });

  it('takes a schema that is told to be incomplete for an answer', async () => {
    const incomplete = {
      status: 'incomplete',
      error: 'instances.termination_attempted_at is missing',
      tables: [],
      columns: [],
      indexes: [],
    };

    const sick = await sickOf([/database-schema$/, json(incomplete, 500)]);

    expect(sick).toEqual([
      { name: 'database-schema', outcome: 'ok', status: 500, detail: 'instances.termination_attempted_at is missing', errorCode: null },
    ]);
  });

  it.each([
    { outcome: 'absent', answer: html('404 Not Found', 404), status: 404, errorCode: 'BACKEND_NOT_FOUND' },
    { outcome: 'denied', answer: json({ error: 'Invalid client token' }, 401), status: 401, errorCode: 'TOKEN_REFUSED' },
    { outcome: 'malformed', answer: html('Sign in', 200), status: 200, errorCode: 'BACKEND_SHAPE' },
    { outcome: 'malformed', answer: redirect, status: 302, errorCode: 'BACKEND_REDIRECTED' },
    { outcome: 'failed', answer: html('500 Internal Server Error', 500), status: 500, errorCode: 'BACKEND_FAILED' },
    { outcome: 'unreachable', answer: hangUp, status: null, errorCode: 'BACKEND_UNREACHABLE' },
  ])('calls an endpoint $outcome after $errorCode', async ({ outcome, answer, status, errorCode }) => {
    const sick = await sickOf([/config$/, answer]);

    expect(sick).toEqual([{ name: 'config', outcome, status, detail: expect.stringMatching(/./), errorCode }]);
  });

  it('finds nothing wrong with a backend that keeps its administration to itself', async () => {
    const sick = await sickOf([/system-health$/, json({ error: 'Needs the token of an administrator' }, 403)]);

    expect(sick).toEqual([
      {
        name: 'system-health',
        outcome: 'skipped',
        status: 403,
        detail: 'Needs the token of an administrator',
        errorCode: 'TOKEN_REFUSED',
      },
    ]);
  });

  it('tries nothing a second time, so that a fault that comes and goes is seen', async () => {
    const { url, requests } = await loopback(backendBut([/config$/, html('500 Internal Server Error', 500)]));

    await backendAt(url).probe('c1', [AGENT_ID]);

    expect(requests.filter(({ url: path }) => path.endsWith('/config'))).toHaveLength(1);
  });

  it('asks twenty agents and says how many it left out', async () => {
    const { url, requests } = await loopback(backendBut());
    const agentIds = Array.from({ length: 23 }, (_, index) => `agent-${index}`);

    const probes = await backendAt(url).probe('c1', agentIds);

    expect(requests.filter(({ url: path }) => path.endsWith('/instances-to-terminate'))).toHaveLength(20);
    expect(probes.at(-1)).toMatchObject({
      name: 'instances-to-terminate',
      outcome: 'skipped',
      detail: expect.stringContaining('3 more agents were not asked'),
    });
  });
});

describe('asking without a token', () => {
  const tokenless = (probes: readonly EndpointProbe[]) => probes.filter(({ exposes }) => exposes !== undefined);

  it('shows none, and is content to be refused', async () => {
    const { url, requests } = await loopback(backendBut([/admin\/clients/, html('415 Unsupported Media Type', 415)]));

    const probes = tokenless(await backendAt(url).probe('c1', []));

    expect(probes.map(({ exposes, detail }) => [exposes, detail])).toEqual([
      ['nothing', null],
      ['nothing', null],
    ]);
    const asked = requests.filter(({ url: path }) => path.startsWith('/api/admin/clients'));
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it('tells what is served, and never what was in it', async () => {
    const { url } = await loopback(backendBut([/clients$/, json([])], [/token$/, json({ token: 'sesame', client_name: 'Acme' })]));

    const probes = tokenless(await backendAt(url).probe('c1', []));

    expect(probes.map(({ exposes }) => exposes)).toEqual(['client data', 'a client’s token']);
    expect(JSON.stringify(probes)).not.toContain('sesame');
  });

  it('claims nothing of a call that got no answer', async () => {
    const { url } = await loopback(backendBut([/admin\/clients/, hangUp]));

    const probes = await backendAt(url).probe('c1', []);

    expect(probes.filter(({ name }) => name.endsWith('without a token')).map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped']);
    expect(tokenless(probes)).toEqual([]);
  });
});

it('holds the backend’s clock against its own', async () => {
  const twoMinutesAgo = new Date(Date.now() - 120_000).toISOString().slice(0, 19);
  const { url } = await loopback(
    backendBut([/^\/health$/, json({ status: 'healthy', database: 'connected', decision_engine_loaded: true, timestamp: twoMinutesAgo })]),
  );

  const [health] = await backendAt(url).probe('c1', []);

  expect(health?.clockSkewSeconds).toBeGreaterThan(-125);
  expect(health?.clockSkewSeconds).toBeLessThan(-115);
});
