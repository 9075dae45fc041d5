import { describe, expect, test } from 'vitest';
import type { AgentEvent } from '../../../src/usecases/agent/agent-event.ts';
import { runAgent, runAgentOnce } from '../../../src/usecases/agent/run-agent.ts';
import { agentInput, agentLog, identity } from '../../support/agent.ts';
import { cloudInstance, instance, INSTANCE_ID, NOW } from '../../support/builders.ts';
import { type FakeAgentPorts, fakeAgentPorts } from '../../support/fake-agent.ts';
import { ownFacts } from '../../support/metadata-service.ts';

const ENDS_AT = '2026-11-23T12:02:00.000Z';
const TOLD = { instanceId: INSTANCE_ID, action: 'terminate', at: ENDS_AT };

/** A primary on its own spot machine, which EC2 takes back. */
function ending(world: Parameters<typeof fakeAgentPorts>[0] = {}): FakeAgentPorts {
  const ports = fakeAgentPorts({
    instances: [instance()],
    cloud: [cloudInstance()],
    ownInstanceId: INSTANCE_ID,
    ownFacts: ownFacts(INSTANCE_ID),
    ...world,
  });
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers: [] };
  ports.fakeNotices.ends = { action: 'terminate', at: ENDS_AT };
  return ports;
}

async function once(ports: FakeAgentPorts, facts: Parameters<typeof agentInput>[0] = {}): Promise<readonly AgentEvent[]> {
  const log = agentLog();
  await runAgentOnce(ports, { input: agentInput(facts), log });
  return log.events;
}

/** At work until so many notices were looked for. */
async function looking(ports: FakeAgentPorts, looks: number): Promise<void> {
  const stopped = new AbortController();
  const { fakeNotices } = ports;
  const look = fakeNotices.interruption.bind(fakeNotices);
  let left = looks;
  fakeNotices.interruption = async () => {
    left -= 1;
    if (left === 0) stopped.abort();
    return await look();
  };
  await runAgent(ports, { input: agentInput({ signal: stopped.signal }), log: agentLog() });
}

describe('the end that EC2 announces to a spot instance', () => {
  test('is told to the backend, after a replica was asked for', async () => {
    const ports = ending();

    const events = await once(ports);

    expect(ports.fakeAgentBackend.told).toEqual([{ asked: ENDS_AT }, { ...TOLD, seenAt: NOW }]);
    expect(events.slice(2, 5)).toEqual([
      { kind: 'interruption', action: 'terminate', at: ENDS_AT },
      { kind: 'replica-asked', replicaId: 'r-1' },
      { kind: 'announced', at: ENDS_AT, primary: null },
    ]);
  });

  test('is told although no replica is to be had', async () => {
    const ports = ending();
    ports.fakeAgentBackend.faults.add({ on: 'askForReplica', code: 'BACKEND_DATABASE', message: 'It answered 500.' });

    const events = await once(ports);

    expect(ports.fakeAgentBackend.told).toMatchObject([TOLD]);
    expect(events).toContainEqual({ kind: 'no-replica', reason: 'It answered 500.' });
  });

  test('is told once, however often it is seen, and again where EC2 sets another time', async () => {
    const ports = ending();
    ports.fakeAgentBackend.faults.before('reportInterruption', () => {
      ports.clock.after(60, () => (ports.fakeNotices.ends = { action: 'terminate', at: '2026-11-23T12:09:00.000Z' }));
    });

    await looking(ports, 40);

    const told = ports.fakeAgentBackend.told.flatMap((one) => ('seenAt' in one ? [one.at] : []));
    expect(told).toEqual([ENDS_AT, '2026-11-23T12:09:00.000Z']);
  });

  test('is told again and again, every fifteen seconds at the longest, until the backend hears it', async () => {
    const ports = ending();
    ports.fakeAgentBackend.faults.add({ on: 'reportInterruption', code: 'BACKEND_REFUSED', times: 6 });
    const stopped = new AbortController();
    const log = agentLog();
    const on = (event: AgentEvent): void => {
      log.on(event);
      if (event.kind === 'announced') stopped.abort();
    };

    await runAgent(ports, { input: agentInput({ signal: stopped.signal }), log: { ...log, on } });

    const pauses = log.events.flatMap((event) => (event.kind === 'failed' && event.doing === 'interruption' ? [event.nextInSeconds] : []));
    expect(pauses).toEqual([5, 10, 15, 15, 15, 15]);
  });

  test('has been heard where the backend refuses for want of a replica', async () => {
    const ports = ending();
    ports.fakeAgentBackend.faults.add({ on: 'reportInterruption', code: 'BACKEND_REJECTED', message: 'No replica available' });

    const events = await once(ports);

    expect(events).toContainEqual({ kind: 'announced', at: ENDS_AT, primary: null });
    expect(events.map(({ kind }) => kind)).not.toContain('failed');
  });

  test('leaves the service to the replica that took over', async () => {
    const ports = ending();
    ports.fakeAgentBackend.successor = 'i-0aaaaaaaaaaaaaaaa';

    await once(ports);

    expect(ports.fakeAgentBackend.prices).toEqual([]);
  });

  test('is only told, and no replica asked for, by an agent that is switched off', async () => {
    const ports = ending();
    ports.fakeBackend.config = { ...ports.fakeBackend.config, isEnabled: false };

    await once(ports);

    expect(ports.fakeAgentBackend.told).toMatchObject([TOLD]);
  });

  test('is only named in a dry run', async () => {
    const ports = ending();

    const events = await once(ports, { isDryRun: true });

    expect(events).toContainEqual({ kind: 'would-announce', notice: 'interruption' });
    expect(ports.fakeAgentBackend.told).toEqual([]);
  });
});

describe('the replica for the end that EC2 announces', () => {
  const ASKED = { id: 'r-1', instanceId: 'emergency-1', status: 'launching', instanceType: 't3.medium', az: 'ap-south-1b' };

  test('is launched before the end is told, so that it can take over', async () => {
    const ports = ending();
    ports.fakeAgentBackend.faults.before('askForReplica', () => (ports.fakeAgentBackend.book = [ASKED]));

    const events = await once(ports);

    expect(events.map(({ kind }) => kind).slice(2, 6)).toEqual(['interruption', 'replica-asked', 'replica-launched', 'announced']);
    expect(ports.fakeLauncher.launched.size).toBe(1);
  });

  test('keeps nobody from telling the end where EC2 does not launch it', async () => {
    const ports = ending();
    ports.fakeAgentBackend.faults.before('askForReplica', () => (ports.fakeAgentBackend.book = [ASKED]));
    ports.fakeLauncher.faults.add({ on: 'launch', code: 'AWS_THROTTLED' });

    await once(ports);

    expect(ports.fakeAgentBackend.told).toContainEqual({ ...TOLD, seenAt: NOW });
  });

  test('that comes too late for the first telling is worth a second one, and no third', async () => {
    const ports = ending();
    ports.fakeAgentBackend.faults.before('askForReplica', () => (ports.fakeAgentBackend.book = [ASKED]));
    ports.fakeLauncher.faults.add({ on: 'launch', code: 'AWS_THROTTLED', times: 1 });
    ports.fakeAgentBackend.faults.add({ on: 'reportInterruption', code: 'BACKEND_REJECTED', message: 'No replica available', times: 1 });

    await looking(ports, 60);

    expect(ports.fakeAgentBackend.faults.counts.get('reportInterruption')).toBe(2);
    expect(ports.fakeLauncher.launched.size).toBe(1);
  });
});

describe('the replica that took over', () => {
  const SUCCESSOR = 'i-0aaaaaaaaaaaaaaaa';

  /** The backend points the agent at a replica; its rows stay as they were. */
  function takenOver(state: 'running' | 'terminated' = 'running'): FakeAgentPorts {
    const replica = instance({ id: SUCCESSOR, status: 'running_replica', isPrimary: false });
    const ports = ending({
      instances: [instance(), replica],
      cloud: [cloudInstance(), cloudInstance({ id: SUCCESSOR, az: 'ap-south-1b', state })],
    });
    ports.fakeAgentBackend.successor = SUCCESSOR;
    return ports;
  }

  test('is registered as the primary where the backend leaves it a replica', async () => {
    const ports = takenOver();

    const events = await once(ports);

    expect(ports.fakeBackend.registrations).toMatchObject([{ instanceId: SUCCESSOR, az: 'ap-south-1b', mode: 'spot', isPrimary: true }]);
    expect(ports.fakeBackend.row(SUCCESSOR)?.status).toBe('running_primary');
    expect(events).toContainEqual({ kind: 'successor-registered', id: SUCCESSOR });
  });

  test('is left as it is where the backend has made it the primary', async () => {
    const ports = takenOver();
    ports.fakeBackend.changeRow(SUCCESSOR, { status: 'running_primary', isPrimary: true });

    await once(ports);

    expect(ports.fakeBackend.registrations).toEqual([]);
  });

  test.each(['i-0bbbbbbbbbbbbbbbb', 'emergency-7e900000'])('is not registered where this client has no row of it: %s', async (id) => {
    const ports = takenOver();
    ports.fakeAgentBackend.successor = id;

    await once(ports);

    expect(ports.fakeBackend.registrations).toEqual([]);
  });

  test('is not registered where EC2 says that it has ended', async () => {
    const ports = takenOver('terminated');

    await once(ports);

    expect(ports.fakeBackend.registrations).toEqual([]);
  });

  test('that cannot be registered is named, and the end not told again', async () => {
    const ports = takenOver();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_TIMEOUT', message: 'It did not answer.' });

    const events = await once(ports);

    expect(events).toContainEqual({ kind: 'successor-refused', id: SUCCESSOR, reason: 'It did not answer.' });
    expect(events.map(({ kind }) => kind)).not.toContain('failed');
  });
});

describe('EC2’s notices are not asked for', () => {
  test.each([
    { what: 'of an on-demand instance', facts: { identity: identity({ mode: 'ondemand' }) }, world: {} },
    { what: 'where the agent runs on another machine', facts: {}, world: { ownFacts: ownFacts('i-0aaaaaaaaaaaaaaaa') } },
    {
      what: 'of an instance that does not serve',
      facts: {},
      world: { instances: [instance({ status: 'zombie', isPrimary: false, isActive: false })] },
    },
  ])('$what', async ({ facts, world }) => {
    const ports = ending(world);

    await once(ports, facts);

    expect([...ports.fakeNotices.faults.counts]).toEqual([]);
    expect(ports.fakeAgentBackend.told).toEqual([]);
  });
});

describe('a recommendation to leave', () => {
  test('is told once for each time that EC2 gives', async () => {
    const ports = ending();
    ports.fakeNotices.ends = null;
    ports.fakeNotices.recommendedAt = '2026-11-23T11:59:00.000Z';
    ports.clock.after(300, () => (ports.fakeNotices.recommendedAt = '2026-11-23T12:05:00.000Z'));

    await looking(ports, 200);

    expect(ports.fakeAgentBackend.told).toEqual([{ rebalance: '2026-11-23T11:59:00.000Z' }, { rebalance: '2026-11-23T12:05:00.000Z' }]);
  });

  test('that the backend did not hear is told again', async () => {
    const ports = ending();
    ports.fakeNotices.ends = null;
    ports.fakeNotices.recommendedAt = '2026-11-23T11:59:00.000Z';
    ports.fakeAgentBackend.faults.add({ on: 'reportRebalance', code: 'BACKEND_TIMEOUT', times: 1 });

    await looking(ports, 60);

    expect(ports.fakeAgentBackend.told).toEqual([{ rebalance: '2026-11-23T11:59:00.000Z' }]);
    expect(ports.fakeAgentBackend.faults.counts.get('reportRebalance')).toBe(2);
  });
});
