import type { ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { RegistrationRequest } from '../../../src/ports/backend.ts';
import { registerInstanceRequest } from '../../../src/wire/instance-registration.ts';
import { backendAt, json, loopback } from './loopback.ts';

const AGENT_ID = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';

function recorded(name: string): unknown {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/captured', `${name}.json`), 'utf8');
  return z.object({ response: z.object({ body: z.unknown() }) }).parse(JSON.parse(text)).response.body;
}

function registration(facts: Partial<RegistrationRequest> = {}): RegistrationRequest {
  return {
    instanceId: 'i-0f75d6fccfb53a938',
    instanceType: 't3.medium',
    region: 'ap-south-1',
    az: 'ap-south-1c',
    mode: 'spot',
    poolId: 't3.medium.ap-south-1c',
    imageId: 'ami-0abcdef1234567890',
    isPrimary: true,
    spotPriceUsdPerHour: 0.0416,
    onDemandPriceUsdPerHour: 0.0832,
    ...facts,
  };
}

describe('an agent’s own calls', () => {
  it('tell its exact wait', async () => {
    const { url } = await loopback(json(recorded('config.ok')));

    expect(await backendAt(url).agentConfig(AGENT_ID)).toEqual({ isEnabled: true, autoTerminateEnabled: true, terminateWaitSeconds: 60 });
  });

  it('keep apart what is off and what was never set', async () => {
    const { url } = await loopback(json(recorded('config.ok-nulls')));

    expect(await backendAt(url).agentConfig(AGENT_ID)).toEqual({ isEnabled: true, autoTerminateEnabled: null, terminateWaitSeconds: null });
  });

  it('tell what the sweep offers, zombies and replicas alike', async () => {
    const { url } = await loopback(json(recorded('instances-to-terminate.ok-zombie-and-replica')));

    expect(await backendAt(url).offers(AGENT_ID)).toEqual({
      autoTerminateEnabled: true,
      terminateWaitSeconds: 60,
      offers: [
        { instanceId: 'i-029c1999a147722de', reason: 'zombie_timeout', secondsWaiting: 400 },
        { instanceId: 'i-07e9000000000001a', reason: 'replica_terminated', secondsWaiting: 95 },
      ],
    });
  });

  it('say which clients hold which instance, and whether that was all', async () => {
    const whole = z.object({ instances: z.array(z.looseObject({})) });
    const answer = whole.parse(recorded('admin-instances.ok'));
    const few = await loopback(json(recorded('admin-instances.ok')));
    const many = await loopback(
      json({
        instances: Array.from({ length: 500 }, () => answer.instances[0]),
        total: 500,
        filters: { status: null, mode: null, region: null },
      }),
    );

    const all = await backendAt(few.url).attributedInstances(null);
    const cut = await backendAt(many.url).attributedInstances(null);

    expect(all.isComplete).toBe(true);
    expect(all.instances[0]).toEqual({
      id: 'i-0b0b0b0b0b0b0b0b0',
      clientId: 'c11e0000-0000-4000-8000-00000000000b',
      agentId: 'a6e00000-0000-4000-8000-00000000000b',
      installedAt: '2026-11-23T16:33:46Z',
    });
    expect(cut.isComplete).toBe(false);
  });
});

describe('the list of all rows, where it is full', () => {
  const [row] = z.object({ instances: z.array(z.looseObject({})) }).parse(recorded('admin-instances.ok')).instances;
  const answering = (
    response: ServerResponse,
    { lengths, url }: { readonly lengths: Readonly<Record<string, number | undefined>>; readonly url: string },
  ): void => {
    const instances = Array.from({ length: lengths[url.split('?')[1] ?? ''] ?? 0 }, (_each, at) => ({ ...row, id: `i-${at}` }));
    json({ instances, total: 0, filters: { status: null, mode: null, region: null } })(response, {
      method: 'GET',
      url,
      headers: {},
      body: '',
    });
  };

  it.each([
    { lengths: { 'region=ap-south-1': 499 }, isComplete: true, calls: 1 },
    {
      lengths: { 'region=ap-south-1': 500, 'region=ap-south-1&status=active': 300, 'region=ap-south-1&status=terminated': 450 },
      isComplete: true,
      calls: 3,
    },
    { lengths: { 'region=ap-south-1': 500, 'region=ap-south-1&status=terminated': 500 }, isComplete: false, calls: 3 },
  ])('is asked for by region, and a full region by halves: %o', async ({ lengths, isComplete, calls }) => {
    const { url, requests } = await loopback((response, request) => answering(response, { lengths, url: request.url }));

    const part = await backendAt(url).attributedInstances('ap-south-1');

    expect([part.isComplete, requests.length]).toEqual([isComplete, calls]);
  });
});

describe('a registration', () => {
  it('sends booleans and numbers as such', async () => {
    const { url, requests } = await loopback(json(recorded('register-instance.ok-primary')));

    await backendAt(url).register(AGENT_ID, registration());

    const sent: unknown = JSON.parse(requests[0]?.body ?? '');
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: `/api/agents/${AGENT_ID}/register-instance`,
        headers: { 'content-length': String(Buffer.byteLength(requests[0]?.body ?? '')), 'content-type': 'application/json' },
      },
    ]);
    expect(sent).toEqual({
      instance_id: 'i-0f75d6fccfb53a938',
      instance_type: 't3.medium',
      region: 'ap-south-1',
      az: 'ap-south-1c',
      mode: 'spot',
      pool_id: 't3.medium.ap-south-1c',
      ami_id: 'ami-0abcdef1234567890',
      is_primary: true,
      spot_price: 0.0416,
      ondemand_price: 0.0832,
    });
    expect(registerInstanceRequest.safeParse(sent).success).toBe(true);
  });

  it('arrives whole whatever letters it holds', async () => {
    const { url, requests } = await loopback(json(recorded('register-instance.ok-primary')));

    await backendAt(url).register(AGENT_ID, registration({ poolId: 'pöol-東京' }));

    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ pool_id: 'pöol-東京' });
  });

  it('leaves out what is not known', async () => {
    const { url, requests } = await loopback(json(recorded('register-instance.ok-replica')));
    const unknown = { poolId: null, imageId: null, spotPriceUsdPerHour: null, onDemandPriceUsdPerHour: null };

    await backendAt(url).register(AGENT_ID, registration({ ...unknown, isPrimary: false, mode: 'ondemand' }));

    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      instance_id: 'i-0f75d6fccfb53a938',
      instance_type: 't3.medium',
      region: 'ap-south-1',
      az: 'ap-south-1c',
      mode: 'ondemand',
      is_primary: false,
    });
  });
});

describe('a termination report', () => {
  it('sends the time in the one form that every database server takes', async () => {
    const { url, requests } = await loopback(json(recorded('termination-report.ok-success')));

    await backendAt(url).reportTermination(AGENT_ID, { instanceId: 'i-029c1999a147722de', terminatedAt: '2026-11-23T16:38:28.765Z' });

    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: `/api/agents/${AGENT_ID}/termination-report`,
        body: '{"instance_id":"i-029c1999a147722de","success":true,"terminated_at":"2026-11-23T16:38:28"}',
      },
    ]);
  });

  it('is no success when the backend says so itself', async () => {
    const { url } = await loopback(json({ success: false, message: 'Not recorded' }));

    const reporting = backendAt(url).reportTermination(AGENT_ID, {
      instanceId: 'i-029c1999a147722de',
      terminatedAt: '2026-11-23T16:38:28Z',
    });

    await expect(reporting).rejects.toMatchObject({ code: 'BACKEND_REJECTED', cause: 'Not recorded' });
  });
});
