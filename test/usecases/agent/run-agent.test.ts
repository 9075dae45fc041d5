import { describe, expect, test } from 'vitest';
import type { AgentEvent } from '../../../src/usecases/agent/agent-event.ts';
import { pauseAfter } from '../../../src/usecases/agent/agent-pace.ts';
import { runAgent } from '../../../src/usecases/agent/run-agent.ts';
import { agentInput, agentLog } from '../../support/agent.ts';
import { cloudInstance, instance, INSTANCE_ID } from '../../support/builders.ts';
import { type FakeAgentPorts, fakeAgentPorts } from '../../support/fake-agent.ts';

/** Runs until an event that `isLast` knows, then stops it. */
async function until(ports: FakeAgentPorts, isLast: (event: AgentEvent) => boolean): Promise<readonly AgentEvent[]> {
  const stopped = new AbortController();
  const log = agentLog();
  const on = (event: AgentEvent): void => {
    log.on(event);
    if (isLast(event)) stopped.abort();
  };
  await runAgent(ports, { input: agentInput({ signal: stopped.signal }), log: { ...log, on } });
  return log.events;
}

function primary(world: Parameters<typeof fakeAgentPorts>[0] = {}): FakeAgentPorts {
  const ports = fakeAgentPorts({ instances: [instance()], cloud: [cloudInstance()], ...world });
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers: [] };
  return ports;
}

function launchedIn(ports: FakeAgentPorts): string {
  return ports.fakeLauncher.launched.get('spotctl-c-1') ?? 'nothing';
}

describe('an agent at work', () => {
  test('beats on until it is stopped, and says so to the backend', async () => {
    const ports = primary();
    let beats = 0;

    const events = await until(ports, ({ kind }) => kind === 'alive' && ++beats === 3);

    expect(ports.fakeAgentBackend.heartbeats).toHaveLength(3);
    expect(ports.fakeAgentBackend.farewells).toEqual([INSTANCE_ID]);
    expect(events.at(-1)).toEqual({ kind: 'stopped' });
  });

  test('waits for a backend that is down, longer each time, and then registers', async () => {
    const ports = primary();
    ports.fakeBackend.faults.add({ on: 'identify', code: 'BACKEND_REFUSED', message: 'It refused the connection.', times: 3 });

    const events = await until(ports, ({ kind }) => kind === 'registered');

    const pauses = events.flatMap((event) => (event.kind === 'failed' ? [event.nextInSeconds] : []));
    expect(pauses).toEqual([15, 30, 60]);
  });

  test('tells the prices of a pool whose registration fails for want of them, and then registers', async () => {
    const ports = primary();
    ports.fakeCloud.prices = [{ instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.02, since: '2026-11-23T10:00:00.000Z' }];
    const message = "unsupported operand type(s) for *: 'decimal.Decimal' and 'float'";
    ports.fakeAgentBackend.faults.add({ on: 'register', code: 'BACKEND_FAILED', message, times: 1 });

    const events = await until(ports, ({ kind }) => kind === 'registered');

    expect(events.map(({ kind }) => kind).slice(0, 2)).toEqual(['failed', 'registered']);
    expect(ports.fakeAgentBackend.prices[0]?.spot).toEqual([{ az: 'ap-south-1a', usdPerHour: 0.02 }]);
  });

  test('ends at once where no waiting mends it', async () => {
    const ports = primary();
    ports.fakeBackend.faults.add({ on: 'identify', code: 'TOKEN_REFUSED', message: 'The token is not known.' });

    await expect(until(ports, () => false)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
  });

  test('hands over and ends after a switch away from the machine it runs on', async () => {
    const ports = primary({ ownInstanceId: INSTANCE_ID });
    ports.fakeAgentBackend.waiting = [{ id: 'c-1', instanceId: INSTANCE_ID, targetMode: 'spot', targetPoolId: null }];

    const events = await until(ports, () => false);

    expect(events).toContainEqual({ kind: 'handed-over', to: launchedIn(ports) });
    expect(ports.fakeCloud.stateOf(INSTANCE_ID)).toBe('running');
  });

  test('goes on with the new instance where it runs elsewhere', async () => {
    const ports = primary();
    ports.fakeAgentBackend.waiting = [{ id: 'c-1', instanceId: INSTANCE_ID, targetMode: 'spot', targetPoolId: null }];

    await until(ports, () => ports.fakeAgentBackend.heartbeats.some((id) => id !== INSTANCE_ID));

    expect(ports.fakeAgentBackend.heartbeats.at(-1)).toBe(launchedIn(ports));
  });
});

describe('the pace of a duty', () => {
  test('keeps a thousand agents apart by a tenth either way', () => {
    expect(pauseAfter({ everySeconds: 60 }, { failures: 0, random: 0 })).toBeCloseTo(54);
    expect(pauseAfter({ everySeconds: 60 }, { failures: 0, random: 1 })).toBeCloseTo(66);
  });

  test('doubles with each failure in a row, up to five minutes', () => {
    expect([1, 2, 3, 9].map((failures) => pauseAfter({ everySeconds: 60 }, { failures, random: 0.5 }))).toEqual([60, 120, 240, 300]);
  });
});
