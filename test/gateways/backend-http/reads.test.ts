import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { backendAt, json, loopback, TOKEN } from './loopback.ts';

const CLIENT_ID = 'c11e0000-0000-4000-8000-00000000000a';
const AGENT_ID = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';

function recorded(name: string): unknown {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/captured', `${name}.json`), 'utf8');
  return z.object({ response: z.object({ body: z.unknown() }) }).parse(JSON.parse(text)).response.body;
}

describe('every request', () => {
  it('carries the token, asks for JSON and keeps the path of the backend’s address', async () => {
    const { url, requests } = await loopback(json([]));

    await backendAt(`${url}/spot/`).agents(CLIENT_ID);

    expect(requests).toMatchObject([
      {
        method: 'GET',
        url: `/spot/api/client/${CLIENT_ID}/agents`,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', accept: 'application/json' },
        body: '',
      },
    ]);
  });

  it('is told to --debug by address, status and attempt, never with the token', async () => {
    const { url } = await loopback(json([]));
    const told: unknown[] = [];

    await backendAt(url, { onExchange: (record) => told.push(record) }).switches('c1', 'i-0f75d6fccfb53a938');

    expect(told).toEqual([
      {
        method: 'GET',
        url: `${url}/api/client/c1/switch-history?instance_id=i-0f75d6fccfb53a938`,
        attempt: 1,
        status: 200,
        durationMs: expect.any(Number),
        errorCode: null,
      },
    ]);
    expect(JSON.stringify(told)).not.toContain(TOKEN);
  });

  it('goes without a token where there is none', async () => {
    const { url, requests } = await loopback(json([]));

    await backendAt(url, { token: null }).agents(CLIENT_ID);

    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ['a token with a line break', { token: 'token\r\nX-Admin: 1' }],
    ['an empty token', { token: '' }],
    ['an address that is none', { baseUrl: 'backend' }],
    ['an address of another kind', { baseUrl: 'file:///etc/passwd' }],
    ['a user name in the address', { baseUrl: 'http://user@backend' }],
    ['a password in the address', { baseUrl: 'http://:secret@backend' }],
  ])('is never made with %s', (_, options) => {
    const making = (): unknown => backendAt('http://127.0.0.1:1', options);

    expect(making).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }));
  });
});

describe('what the backend tells', () => {
  it('names the client of the token', async () => {
    const { url } = await loopback(json(recorded('client-validate.ok')));

    expect(await backendAt(url).identify()).toEqual({ id: CLIENT_ID, name: 'Acme' });
  });

  it('lists agents, and takes no wait from a list that rounds it', async () => {
    const { url } = await loopback(json(recorded('client-agents.ok')));

    expect([...(await backendAt(url).agents(CLIENT_ID))]).toEqual([
      {
        id: AGENT_ID,
        logicalAgentId: 'web-01',
        clientId: CLIENT_ID,
        status: 'online',
        isEnabled: true,
        instanceId: 'i-0f75d6fccfb53a938',
        instanceType: 't3.medium',
        region: 'ap-south-1',
        az: 'ap-south-1c',
        mode: 'spot',
        lastHeartbeatAt: '2026-11-23T16:33:46Z',
        autoTerminateEnabled: true,
        autoSwitchEnabled: true,
        terminateWaitSeconds: null,
        version: '4.0.0',
      },
    ]);
  });

  it('lists instances, with null for what the list does not carry', async () => {
    const { url } = await loopback(json(recorded('client-instances.ok')));

    const instances = await backendAt(url).instances(CLIENT_ID);

    expect(instances.map(({ id, status, isPrimary, isActive }) => [id, status, isPrimary, isActive])).toEqual([
      ['i-07e9000000000001a', 'running_replica', false, true],
      ['i-0f75d6fccfb53a938', 'running_primary', true, true],
      ['i-029c1999a147722de', 'zombie', false, false],
      ['i-0dead00000000dead', 'terminated', false, false],
    ]);
    expect(instances.at(3)).toEqual({
      id: 'i-0dead00000000dead',
      clientId: CLIENT_ID,
      agentId: null,
      status: 'terminated',
      isPrimary: false,
      isActive: false,
      instanceType: 'm5.large',
      region: 'ap-south-1',
      az: 'ap-south-1a',
      imageId: null,
      mode: 'ondemand',
      poolId: null,
      spotPriceUsdPerHour: null,
      onDemandPriceUsdPerHour: 0.0832,
      installedAt: null,
      lastSwitchAt: null,
      updatedAt: null,
      zombieSince: null,
      terminatedAt: null,
      terminationAttemptedAt: null,
      terminationConfirmed: null,
    });
  });

  it.each([
    [0, false],
    [1, true],
    [2, true],
    [null, null],
    [true, true],
    [false, false],
  ])('takes %s of the database for %s', async (flag, meant) => {
    const [row] = z.array(z.looseObject({})).parse(recorded('client-instances.ok'));
    const { url } = await loopback(json([{ ...row, isPrimary: flag }]));

    const [instance] = await backendAt(url).instances(CLIENT_ID);

    expect(instance?.isPrimary).toBe(meant);
  });

  it('calls a status, a mode and a price unknown that the contract does not have', async () => {
    const [row] = z.array(z.looseObject({})).parse(recorded('client-instances.ok'));
    const { url } = await loopback(json([{ ...row, instanceStatus: 'paused', mode: 'banana', spotPrice: -5, addedLater: {} }]));

    const [instance] = await backendAt(url).instances(CLIENT_ID);

    expect(instance).toMatchObject({
      status: 'unknown',
      mode: 'unknown',
      spotPriceUsdPerHour: null,
      strangeValues: ['instance_status="paused"', 'current_mode="banana"', 'spot_price=-5'],
    });
  });

  it('lists replicas', async () => {
    const { url } = await loopback(json(recorded('client-replicas.ok')));

    expect([...(await backendAt(url).replicas(CLIENT_ID))]).toEqual([
      {
        id: '7e900000-0000-4000-8000-000000000001',
        agentId: AGENT_ID,
        instanceId: 'i-07e9000000000001a',
        status: 'ready',
        isActive: true,
        region: 'ap-south-1',
        terminatedAt: null,
        terminationAttemptedAt: null,
        terminationConfirmed: null,
      },
    ]);
  });

  it('lists switches, with their times in UTC', async () => {
    const { url } = await loopback(json(recorded('switch-history.ok')));

    expect(await backendAt(url).switches(CLIENT_ID)).toEqual([
      {
        id: '50000000-0000-4000-8000-000000000001',
        oldInstanceId: 'i-029c1999a147722de',
        newInstanceId: 'i-0f75d6fccfb53a938',
        at: '2025-11-26T10:00:20Z',
        trigger: 'manual',
      },
      {
        id: '50000000-0000-4000-8000-000000000002',
        oldInstanceId: 'i-0dead00000000dead',
        newInstanceId: 'i-029c1999a147722de',
        at: '2026-11-23T16:33:46.822014Z',
        trigger: 'manual',
      },
    ]);
  });
});
