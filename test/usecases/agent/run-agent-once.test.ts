import { describe, expect, test } from 'vitest';
import { runAgentOnce } from '../../../src/usecases/agent/run-agent.ts';
import { agentInput, agentLog } from '../../support/agent.ts';
import { agent, cloudInstance, instance, INSTANCE_ID } from '../../support/builders.ts';
import { type FakeAgentPorts, fakeAgentPorts } from '../../support/fake-agent.ts';

const ZOMBIE = 'i-029c1999a147722de';
const FOREIGN = 'i-0fffffffffffffff1';

/** A primary and a zombie that the sweep offers, both running. */
function sweeping(world: Parameters<typeof fakeAgentPorts>[0] = {}): FakeAgentPorts {
  const zombie = instance({ id: ZOMBIE, status: 'zombie', isPrimary: false, isActive: false });
  const other = instance({ id: 'i-0aaaaaaaaaaaaaaaa' });
  const cloud = [
    cloudInstance(),
    cloudInstance({ id: ZOMBIE }),
    cloudInstance({ id: 'i-0aaaaaaaaaaaaaaaa', tags: {} }),
    cloudInstance({ id: FOREIGN, tags: {} }),
  ];
  const ports = fakeAgentPorts({ instances: [instance(), zombie, other], cloud, ...world });
  offer(ports, ZOMBIE);
  return ports;
}

function offer(ports: FakeAgentPorts, ...ids: readonly string[]): void {
  const offers = ids.map((instanceId) => ({ instanceId, reason: 'zombie_timeout', secondsWaiting: 400 }));
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers };
}

describe('an agent, once', () => {
  test('ends what is offered and unwanted, and reports it', async () => {
    const ports = sweeping();
    const log = agentLog();

    const isWell = await runAgentOnce(ports, { input: agentInput(), log });

    expect(isWell).toBe(true);
    expect(ports.fakeCloud.stateOf(ZOMBIE)).toBe('terminated');
    expect(ports.fakeBackend.reports.map(({ instanceId }) => instanceId)).toEqual([ZOMBIE]);
    expect(log.events.map(({ kind }) => kind)).toEqual([
      'registered',
      'alive',
      'offered',
      'accepted',
      'gone',
      'reported',
      'swept',
      'priced',
    ]);
  });

  test('leaves alone what no list of its client calls unwanted, by name, and reports none of it', async () => {
    const ports = sweeping();
    ports.fakeBackend.foreign = [{ id: FOREIGN, clientId: 'another', agentId: null }];
    offer(ports, FOREIGN, INSTANCE_ID);
    const log = agentLog();

    await runAgentOnce(ports, { input: agentInput(), log });

    expect(ports.fakeCloud.calls).toEqual([]);
    expect(ports.fakeBackend.reports).toEqual([]);
    expect(log.events.filter(({ kind }) => kind === 'declined')).toEqual([
      { kind: 'declined', id: FOREIGN, reason: 'it belongs to another client' },
      { kind: 'declined', id: INSTANCE_ID, reason: "no list of this client's calls it unwanted" },
    ]);
  });

  test('never ends the machine it runs on', async () => {
    const ports = sweeping({ ownInstanceId: ZOMBIE });

    await runAgentOnce(ports, { input: agentInput(), log: agentLog() });

    expect(ports.fakeCloud.stateOf(ZOMBIE)).toBe('running');
  });

  test('ends no more than its cap in one cycle', async () => {
    const zombies = ['i-0000000000000000a', 'i-0000000000000000b', 'i-0000000000000000c'];
    const rows = zombies.map((id) => instance({ id, status: 'zombie', isPrimary: false, isActive: false }));
    const others = ['1', '2', '3', '4', '5'].map((digit) =>
      instance({ id: `i-0000000000000000${digit}`, status: 'running_replica', isPrimary: false }),
    );
    const all = [instance(), ...others, ...rows];
    const ports = sweeping({ instances: all, cloud: all.map(({ id }) => cloudInstance({ id })) });
    offer(ports, ...zombies);
    const log = agentLog();

    await runAgentOnce(ports, { input: agentInput({ cap: 2 }), log });

    expect(ports.fakeBackend.reports).toHaveLength(2);
    expect(log.events).toContainEqual({
      kind: 'declined',
      id: zombies[2],
      reason: 'the cap of 2 a cycle is reached; the next cycle takes it',
    });
  });

  test('does nothing where auto-terminate is off', async () => {
    const ports = sweeping();
    ports.fakeBackend.sweep = { autoTerminateEnabled: false, terminateWaitSeconds: 300, offers: [] };
    const log = agentLog();

    await runAgentOnce(ports, { input: agentInput(), log });

    expect(ports.fakeCloud.calls).toEqual([]);
    expect(log.events).toContainEqual({ kind: 'sweep-off' });
  });

  test('remembers across its own end what was reported, however often it is offered', async () => {
    const ports = sweeping();
    await runAgentOnce(ports, { input: agentInput(), log: agentLog() });

    await runAgentOnce(ports, { input: agentInput(), log: agentLog() });

    expect(ports.fakeBackend.reports).toHaveLength(1);
  });

  test('changes nothing anywhere in a dry run, and says what it would do', async () => {
    const ports = sweeping();
    ports.fakeAgentBackend.waiting = [{ id: 'c-1', instanceId: INSTANCE_ID, targetMode: 'ondemand', targetPoolId: null }];
    const log = agentLog();

    await runAgentOnce(ports, { input: agentInput({ isDryRun: true }), log });

    const { heartbeats, executed, prices } = ports.fakeAgentBackend;
    expect([ports.fakeCloud.calls, ports.fakeBackend.reports, heartbeats, executed, prices]).toEqual([[], [], [], [], []]);
    expect(log.events).toContainEqual({ kind: 'would-terminate', id: ZOMBIE });
    expect(log.events).toContainEqual({ kind: 'would-switch', commandId: 'c-1', pool: 'ondemand t3.medium.ap-south-1a' });
  });

  test('goes on with the other duties where one fails, and tells', async () => {
    const ports = sweeping();
    ports.fakeAgentBackend.faults.add({ on: 'heartbeat', code: 'BACKEND_REFUSED', message: 'It refused the connection.' });
    const log = agentLog();

    const isWell = await runAgentOnce(ports, { input: agentInput(), log });

    expect(isWell).toBe(false);
    expect(log.events).toContainEqual({
      kind: 'failed',
      doing: 'heartbeat',
      code: 'BACKEND_REFUSED',
      message: 'It refused the connection.',
      nextInSeconds: 30,
    });
    expect(ports.fakeBackend.reports).toHaveLength(1);
  });

  test('tells the backend what its type costs in each zone now', async () => {
    const ports = sweeping({ agents: [agent()] });
    const price = (facts: { az: string; usdPerHour: number; since: string }) => ({ instanceType: 't3.medium', ...facts });
    ports.fakeCloud.prices = [
      price({ az: 'ap-south-1a', usdPerHour: 0.02, since: '2026-11-23T08:00:00.000Z' }),
      price({ az: 'ap-south-1a', usdPerHour: 0.01, since: '2026-11-23T10:00:00.000Z' }),
      price({ az: 'ap-south-1b', usdPerHour: 0.03, since: '2026-11-23T10:00:00.000Z' }),
    ];

    await runAgentOnce(ports, { input: agentInput(), log: agentLog() });

    expect(ports.fakeAgentBackend.prices[0]?.spot).toEqual([
      { az: 'ap-south-1a', usdPerHour: 0.01 },
      { az: 'ap-south-1b', usdPerHour: 0.03 },
    ]);
  });
});
