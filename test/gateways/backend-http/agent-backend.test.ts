import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createHttpAgentBackend } from '../../../src/gateways/backend-http/http-agent-backend.ts';
import type { AgentBackend, SwitchMade } from '../../../src/ports/agent-backend.ts';
import { identity } from '../../support/agent.ts';
import { impatientClock, json, loopback, type SeenRequest, TOKEN } from './loopback.ts';

const AGENT_ID = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
const CLIENT_ID = 'c11e0000-0000-4000-8000-00000000000a';
const OLD = identity({ instanceId: 'i-029c1999a147722de' });
const NEW = identity({ instanceId: 'i-0f75d6fccfb53a938', az: 'ap-south-1c' });

/** What the Python backend answered, as it was recorded. */
function recorded(name: string): { readonly status: number; readonly body: unknown } {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/captured', `${name}.json`), 'utf8');
  const { status, body } = z.object({ response: z.object({ status: z.number(), body: z.unknown() }) }).parse(JSON.parse(text)).response;
  return { status, body };
}

async function answering(name: string): Promise<{ readonly backend: AgentBackend; readonly requests: readonly SeenRequest[] }> {
  const { status, body } = recorded(name);
  const { url, requests } = await loopback(json(body, status));
  return { backend: createHttpAgentBackend({ baseUrl: url, token: TOKEN, timeoutMs: 5_000, clock: impatientClock }), requests };
}

function sent(requests: readonly SeenRequest[]): unknown {
  return JSON.parse(requests[0]?.body ?? '');
}

function made(facts: Partial<SwitchMade> = {}): SwitchMade {
  return {
    commandId: 'c0de0000-0000-4000-8000-000000000001',
    old: OLD,
    new: NEW,
    startedAt: '2026-11-23T10:00:00.000Z',
    readyAt: '2026-11-23T10:00:50.000Z',
    oldSpotUsdPerHour: 0.0416,
    newSpotUsdPerHour: 0.0312,
    ...facts,
  };
}

describe('an agent’s registration with the Python backend', () => {
  it('leaves out what is not known, since a null is refused', async () => {
    const { backend, requests } = await answering('register.new');

    const registered = await backend.register(identity({ imageId: null, privateIp: '10.0.1.10' }));

    expect(registered).toEqual({ agentId: AGENT_ID, isServing: true, isEnabled: true });
    expect(sent(requests)).toEqual({
      client_token: TOKEN,
      logical_agent_id: 'web-01',
      instance_id: NEW.instanceId,
      region: 'ap-south-1',
      az: 'ap-south-1a',
      instance_type: 't3.medium',
      mode: 'spot',
      hostname: 'web-01.internal',
      agent_version: '1.0.0',
      private_ip: '10.0.1.10',
    });
  });

  it('that is ignored is no word on the operator’s switch', async () => {
    const { backend } = await answering('register.from-zombie-ignored');

    expect(await backend.register(OLD)).toEqual({ agentId: AGENT_ID, isServing: false, isEnabled: true });
  });
});

describe('what an agent tells the Python backend', () => {
  it('a beat says whether the operator has switched it off', async () => {
    const { backend, requests } = await answering('heartbeat.ok');

    await backend.heartbeat(AGENT_ID, { identity: OLD, isEnabled: false });

    expect(sent(requests)).toMatchObject({ status: 'disabled', instance_id: OLD.instanceId });
  });

  it('a switch has the names and the times that it reads', async () => {
    const { backend, requests } = await answering('switch-report.ok-old-zombie');

    await backend.reportSwitch(AGENT_ID, made());

    expect(sent(requests)).toMatchObject({
      old_instance: { instance_id: OLD.instanceId, pool_id: 't3.medium.ap-south-1a' },
      new_instance: { instance_id: NEW.instanceId, instance_type: 't3.medium', region: 'ap-south-1', az: 'ap-south-1c' },
      timing: {
        initiated_at: '2026-11-23T10:00:00',
        instance_launched_at: '2026-11-23T10:00:00',
        instance_ready_at: '2026-11-23T10:00:50',
      },
      pricing: { old_spot: 0.0416, new_spot: 0.0312 },
      command_id: 'c0de0000-0000-4000-8000-000000000001',
    });
  });

  it('a switch of which only one price is known tells none: it would subtract nothing from it and fail', async () => {
    const { backend, requests } = await answering('switch-report.ok-old-zombie');

    await backend.reportSwitch(AGENT_ID, made({ newSpotUsdPerHour: null }));

    expect(sent(requests)).not.toHaveProperty('pricing');
  });

  it('a switch for a command of the older table does not name it: its books know no such command', async () => {
    const { backend, requests } = await answering('switch-report.ok-old-zombie');

    await backend.reportSwitch(AGENT_ID, made({ commandId: '7' }));

    expect(sent(requests)).not.toHaveProperty('command_id');
  });

  it('prices carry the on-demand price along, which they would otherwise erase', async () => {
    const { backend, requests } = await answering('pricing-report.ok');
    const spot = [
      { az: 'ap-south-1a', usdPerHour: 0.0416 },
      { az: 'ap-south-1c', usdPerHour: 0.0312 },
    ];

    await backend.reportPrices(AGENT_ID, { identity: OLD, spot, onDemandUsdPerHour: 0.0832, at: '2026-11-23T10:00:00.000Z' });

    expect(sent(requests)).toMatchObject({
      pricing: {
        on_demand_price: 0.0832,
        current_spot_price: 0.0416,
        cheapest_pool: { pool_id: 't3.medium.ap-south-1c', price: 0.0312 },
        collected_at: '2026-11-23T10:00:00',
      },
    });
  });
});

describe('what an agent is told by the Python backend', () => {
  it('its commands, also those of the older table', async () => {
    const { backend } = await answering('pending-commands.ok');

    const commands = await backend.commands(AGENT_ID);

    expect(commands.map(({ id, targetMode }) => [id, targetMode])).toEqual([
      ['c0de0000-0000-4000-8000-000000000001', 'spot'],
      ['7', 'spot'],
      ['c0de0000-0000-4000-8000-000000000002', 'ondemand'],
    ]);
  });

  it('its own row, and no other that the search finds', async () => {
    const { backend, requests } = await answering('client-instances.ok-search');

    const row = await backend.ownRow(CLIENT_ID, NEW.instanceId);
    const none = await backend.ownRow(CLIENT_ID, 'i-0f75d6');

    expect(row).toMatchObject({ id: NEW.instanceId, status: 'running_primary', isPrimary: true });
    expect(none).toBeNull();
    expect(requests[0]?.url).toBe(`/api/client/${CLIENT_ID}/instances?search=${NEW.instanceId}`);
  });
});

describe('what an agent tells of EC2’s notices', () => {
  const END = { instanceId: NEW.instanceId, action: 'terminate', at: '2026-11-23T10:02:00.000Z', seenAt: '2026-11-23T10:00:03.500Z' };

  /** The backend's words are not recorded: the Python one needs a replica for them. */
  async function saying(
    body: unknown,
    status = 200,
  ): Promise<{ readonly backend: AgentBackend; readonly requests: readonly SeenRequest[] }> {
    const { url, requests } = await loopback(json(body, status));
    return { backend: createHttpAgentBackend({ baseUrl: url, token: TOKEN, timeoutMs: 5_000, clock: impatientClock }), requests };
  }

  it('an emergency replica is asked for in vain, which is no silence', async () => {
    const { backend, requests } = await answering('create-emergency-replica.500');

    await expect(backend.askForReplica(AGENT_ID, END)).rejects.toMatchObject({ code: 'BACKEND_DATABASE' });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`POST /api/agents/${AGENT_ID}/create-emergency-replica`]);
    expect(sent(requests)).toEqual({
      signal_type: 'termination-notice',
      instance_id: NEW.instanceId,
      termination_time: '2026-11-23T10:02:00',
    });
  });

  it('an end has its times in the one form that every database server takes', async () => {
    const { backend, requests } = await saying({
      success: true,
      message: 'Automatic failover completed',
      new_instance_id: OLD.instanceId,
      replica_id: 'r-1',
      failover_time_ms: 12,
      action: 'replica_promoted',
    });

    expect(await backend.reportInterruption(AGENT_ID, END)).toBe(OLD.instanceId);
    expect(requests[0]?.url).toBe(`/api/agents/${AGENT_ID}/termination-imminent`);
    expect(sent(requests)).toEqual({
      instance_id: NEW.instanceId,
      action: 'terminate',
      time: '2026-11-23T10:02:00',
      termination_time: '2026-11-23T10:02:00',
      detected_at: '2026-11-23T10:00:03',
    });
  });

  it('a recommendation has the time that EC2 gave it', async () => {
    const { backend, requests } = await saying({ success: true, action: 'monitor', risk_score: 0.1, reason: 'Risk is acceptable' });

    expect(await backend.reportRebalance(AGENT_ID, END)).toBe('monitor');
    expect(requests[0]?.url).toBe(`/api/agents/${AGENT_ID}/rebalance-recommendation`);
    expect(sent(requests)).toEqual({ instance_id: NEW.instanceId, detected_at: '2026-11-23T10:02:00' });
  });
});

describe('an agent’s replicas in the Python backend', () => {
  const REPLICA = '7e900000-0000-4000-8000-000000000001';
  const LAUNCHED = { replicaId: REPLICA, instanceId: 'i-07e9000000000001a' };

  it('are all that are not over, with the pool that each is to run in', async () => {
    const { backend, requests } = await answering('replicas-list.ok');

    expect(await backend.replicas(AGENT_ID)).toEqual([
      { id: REPLICA, instanceId: 'replica-7e900000', status: 'launching', instanceType: 't3.medium', az: 'ap-south-1c' },
    ]);
    expect(requests[0]?.url).toBe(`/api/agents/${AGENT_ID}/replicas`);
  });

  it('are syncing once the instance is put in', async () => {
    const { backend, requests } = await answering('replicas-update.ok');

    await backend.bookReplica(AGENT_ID, LAUNCHED);

    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`PUT /api/agents/${AGENT_ID}/replicas/${REPLICA}`]);
    expect(sent(requests)).toEqual({ instance_id: LAUNCHED.instanceId, status: 'syncing' });
  });

  it('that the backend no longer knows cannot be put in', async () => {
    const { backend } = await answering('replicas-update.404-unknown');

    await expect(backend.bookReplica(AGENT_ID, LAUNCHED)).rejects.toMatchObject({ code: 'BACKEND_NOT_FOUND' });
  });

  it('are ready at a time that every database server takes', async () => {
    const { backend, requests } = await answering('replicas-status.ok');

    await backend.reportReplica(AGENT_ID, { replicaId: REPLICA, status: 'ready', reason: null, at: '2026-11-23T10:05:00.250Z' });

    expect(requests[0]?.url).toBe(`/api/agents/${AGENT_ID}/replicas/${REPLICA}/status`);
    expect(sent(requests)).toEqual({ status: 'ready', sync_completed_at: '2026-11-23T10:05:00' });
  });

  it('that have failed say why', async () => {
    const { backend, requests } = await answering('replicas-status.ok');
    const reason = 'there is no capacity';

    await backend.reportReplica(AGENT_ID, { replicaId: REPLICA, status: 'failed', reason, at: '2026-11-23T10:05:00.250Z' });

    expect(sent(requests)).toEqual({ status: 'failed', error_message: reason });
  });
});
