import { describe, expect, test } from 'vitest';
import { createHttpSwitchboard } from '../../../src/gateways/backend-http/http-switchboard.ts';
import { json, type Loopback, loopback, type Reply } from './loopback.ts';

const AGENT = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
const INSTANCE = 'i-0f75d6fccfb53a938';

async function board(reply: Reply) {
  const server = await loopback(reply);
  return { server, switchboard: createHttpSwitchboard({ baseUrl: server.url, token: 'token', timeoutMs: 2_000 }) };
}

function sentTo({ requests }: Loopback): readonly unknown[] {
  return requests.map(({ method, url, body, headers }) => [`${method} ${url}`, JSON.parse(body), headers.authorization]);
}

describe('the dashboard’s calls', () => {
  test.each([
    ['a pool', { mode: 'spot', poolId: 't3.medium.ap-south-1a' } as const, { target: 'pool', pool_id: 't3.medium.ap-south-1a' }],
    ['spot anywhere', { mode: 'spot', poolId: null } as const, { target: 'spot' }],
    ['on-demand', { mode: 'ondemand', poolId: null } as const, { target: 'ondemand' }],
  ])('queue a switch to %s and know its command', async (...[, target, body]) => {
    const { server, switchboard } = await board(json({ success: true, command_id: 'c-1', message: 'Queued.' }));

    const id = await switchboard.forceSwitch(INSTANCE, target);

    expect(id).toBe('c-1');
    expect(sentTo(server)).toEqual([[`POST /api/client/instances/${INSTANCE}/force-switch`, body, 'Bearer token']]);
  });

  test('take an answer that queued nothing for a refusal', async () => {
    const { switchboard } = await board(json({ success: false, command_id: 'c-1', message: 'No.' }));

    await expect(switchboard.forceSwitch(INSTANCE, { mode: 'spot', poolId: null })).rejects.toMatchObject({ code: 'BACKEND_REJECTED' });
  });

  test('are sent once, whatever becomes of the answer', async () => {
    const { server, switchboard } = await board(json({ error: 'no' }, 503));

    await expect(switchboard.forceSwitch(INSTANCE, { mode: 'spot', poolId: null })).rejects.toMatchObject({ code: 'BACKEND_FAILED' });
    expect(server.requests).toHaveLength(1);
  });

  test('close a command as not done', async () => {
    const { server, switchboard } = await board(json({ success: true }));

    await switchboard.withdraw(AGENT, { id: 'c-1', message: 'Withdrawn.' });

    expect(sentTo(server)).toEqual([
      [`POST /api/agents/${AGENT}/commands/c-1/executed`, { success: false, message: 'Withdrawn.' }, 'Bearer token'],
    ]);
  });

  test('set only what is given, the wait in minutes', async () => {
    const { server, switchboard } = await board(json({ success: true, auto_switch_enabled: true, manual_replica_enabled: false }));

    await switchboard.setSweep(AGENT, { terminateWaitSeconds: 120 });
    await switchboard.setSweep(AGENT, { autoTerminateEnabled: true });

    expect(sentTo(server).map((sent) => (Array.isArray(sent) ? sent[1] : null))).toEqual([
      { terminateWaitMinutes: 2 },
      { autoTerminateEnabled: true },
    ]);
  });

  test('read the waiting commands', async () => {
    const row = {
      id: 'c-1',
      instance_id: INSTANCE,
      target_mode: 'spot',
      target_pool_id: null,
      priority: 75,
      terminate_wait_seconds: 300,
      created_at: null,
    };
    const { switchboard } = await board(json([row]));

    expect(await switchboard.commands(AGENT)).toEqual([{ id: 'c-1', instanceId: INSTANCE, targetMode: 'spot', targetPoolId: null }]);
  });
});
