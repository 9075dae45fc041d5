import { describe, expect, test } from 'vitest';
import type { AgentReplica } from '../../../src/domain/agent-run/replica-order.ts';
import type { AgentEvent } from '../../../src/usecases/agent/agent-event.ts';
import { runAgentOnce } from '../../../src/usecases/agent/run-agent.ts';
import { agentInput, agentLog } from '../../support/agent.ts';
import { cloudInstance, instance, NOW } from '../../support/builders.ts';
import { type FakeAgentPorts, fakeAgentPorts } from '../../support/fake-agent.ts';

const REPLICA = '7e900000-0000-4000-8000-000000000001';
const ELSEWHERE = 'i-0eeeeeeeeeeeeeeee';

function placeholder(facts: Partial<AgentReplica> = {}): AgentReplica {
  return { id: REPLICA, instanceId: 'replica-7e900000', status: 'launching', instanceType: 't3.medium', az: 'ap-south-1b', ...facts };
}

/** A primary that is asked for a replica in another zone. */
function asked(facts: Partial<AgentReplica> = {}): FakeAgentPorts {
  const ports = fakeAgentPorts({ instances: [instance()], cloud: [cloudInstance()] });
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers: [] };
  ports.fakeAgentBackend.book = [placeholder(facts)];
  return ports;
}

function launchedIn(ports: FakeAgentPorts): string {
  return ports.fakeLauncher.launched.get(`spotctl-replica-${REPLICA}`) ?? 'nothing';
}

async function once(ports: FakeAgentPorts, facts: Parameters<typeof agentInput>[0] = {}): Promise<readonly AgentEvent[]> {
  const log = agentLog();
  await runAgentOnce(ports, { input: agentInput(facts), log });
  return log.events;
}

describe('a replica that the backend asks for', () => {
  test('is launched in its pool, put in and ready once it runs', async () => {
    const ports = asked();

    const events = await once(ports);

    const id = launchedIn(ports);
    expect(events.slice(2, 4)).toEqual([
      { kind: 'replica-launched', replicaId: REPLICA, id, wasAlready: false },
      { kind: 'replica-ready', replicaId: REPLICA, id },
    ]);
    expect(ports.fakeAgentBackend.book).toEqual([placeholder({ instanceId: id, status: 'ready' })]);
    expect(ports.fakeAgentBackend.outcomes).toEqual([{ replicaId: REPLICA, status: 'ready', reason: null, at: NOW }]);
  });

  test('carries the fleet’s tags and its own id, so that a second attempt finds it', async () => {
    const ports = asked();

    await once(ports);

    const found = [];
    for await (const one of ports.fakeCloud.instances('ap-south-1', { by: 'ids', ids: [launchedIn(ports)] })) found.push(one);
    expect(found).toMatchObject([
      { az: 'ap-south-1b', lifecycle: 'spot', tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01', 'spotctl:replica': REPLICA } },
    ]);
  });

  test('is not ready before it runs', async () => {
    const ports = asked();
    ports.fakeAgentBackend.faults.before('bookReplica', () => {
      const id = launchedIn(ports);
      const tags = { ManagedBy: 'SpotOptimizer', 'spotctl:replica': REPLICA };
      ports.fakeCloud.put(cloudInstance({ id, state: 'pending', tags }));
      ports.clock.after(10, () => ports.fakeCloud.put(cloudInstance({ id, tags })));
    });
    const before = ports.clock.now().getTime();

    await once(ports);

    expect(ports.clock.now().getTime() - before).toBe(10_000);
    expect(ports.fakeAgentBackend.outcomes).toMatchObject([{ status: 'ready' }]);
  });

  test('has failed, with EC2’s words, where EC2 refuses it for good', async () => {
    const ports = asked();
    const message = 'EC2 failed at RunInstances in ap-south-1.';
    const details = { awsCode: 'InsufficientInstanceCapacity', httpStatus: 500 };
    ports.fakeLauncher.faults.add({ on: 'launch', code: 'AWS_FAILED', message, details });

    const events = await once(ports);

    const reason = 'EC2 failed at RunInstances in ap-south-1';
    expect(events).toContainEqual({ kind: 'replica-failed', replicaId: REPLICA, reason });
    expect(ports.fakeAgentBackend.outcomes).toEqual([{ replicaId: REPLICA, status: 'failed', reason, at: NOW }]);
  });

  test('waits for the next poll where EC2 only throttles', async () => {
    const ports = asked();
    ports.fakeLauncher.faults.add({ on: 'launch', code: 'AWS_THROTTLED', times: 1 });

    await once(ports);
    await once(ports);

    expect(ports.fakeAgentBackend.outcomes).toMatchObject([{ status: 'ready' }]);
  });

  test.each([
    [{ instanceType: null, az: null }, 'the backend no longer knows its pool'],
    [{ az: 'us-east-1a' }, "its pool is in us-east-1a, outside this agent's region ap-south-1"],
  ])('has failed where it cannot be launched: %o', async (facts, reason) => {
    const ports = asked(facts);

    await once(ports);

    expect(ports.fakeAgentBackend.outcomes).toMatchObject([{ status: 'failed', reason }]);
    expect(ports.fakeLauncher.launched.size).toBe(0);
  });

  test('has failed where its instance ends before it runs', async () => {
    const ports = asked();
    ports.fakeAgentBackend.faults.before('bookReplica', () => {
      const tags = { ManagedBy: 'SpotOptimizer', 'spotctl:replica': REPLICA };
      ports.fakeCloud.put(cloudInstance({ id: launchedIn(ports), state: 'terminated', tags }));
    });

    await once(ports);

    expect(ports.fakeAgentBackend.outcomes).toMatchObject([{ status: 'failed' }]);
  });

  test('has failed where what was launched for it has ended before it was put in', async () => {
    const ports = asked();
    const tags = { ManagedBy: 'SpotOptimizer', 'spotctl:replica': REPLICA };
    ports.fakeCloud.put(cloudInstance({ id: ELSEWHERE, state: 'terminated', tags }));

    await once(ports);

    const reason = `${ELSEWHERE}, which was launched for it, is terminated`;
    expect(ports.fakeAgentBackend.outcomes).toMatchObject([{ status: 'failed', reason }]);
    expect(ports.fakeLauncher.launched.size).toBe(0);
  });

  test('is named, and not put in, where nobody asks for it any more once it is launched', async () => {
    const ports = asked();
    ports.fakeLauncher.faults.before('launch', () => (ports.fakeAgentBackend.book = [placeholder({ status: 'promoted' })]));

    const events = await once(ports);

    expect(events).toContainEqual({ kind: 'unasked', replicaId: REPLICA, id: launchedIn(ports) });
    expect(ports.fakeAgentBackend.book).toEqual([placeholder({ status: 'promoted' })]);
  });

  test('is only named in a dry run', async () => {
    const ports = asked();

    const events = await once(ports, { isDryRun: true });

    expect(events).toContainEqual({ kind: 'would-launch', replicaId: REPLICA, pool: 't3.medium.ap-south-1b' });
    expect([ports.fakeLauncher.launched.size, ports.fakeAgentBackend.outcomes]).toEqual([0, []]);
  });

  test('is left alone by an agent that is switched off', async () => {
    const ports = asked();
    ports.fakeBackend.config = { ...ports.fakeBackend.config, isEnabled: false };

    await once(ports);

    expect(ports.fakeLauncher.launched.size).toBe(0);
  });

  test('that another agent launched is for that one to tell of', async () => {
    const ports = asked({ instanceId: ELSEWHERE, status: 'syncing' });
    ports.fakeCloud.put(cloudInstance({ id: ELSEWHERE, tags: { ManagedBy: 'SpotOptimizer', ReplicaId: REPLICA } }));

    await once(ports);

    expect(ports.fakeAgentBackend.outcomes).toEqual([]);
  });
});

describe('a replica whose agent is cut off anywhere', () => {
  const cuts = [
    { what: 'EC2 is asked what was launched', part: 'fakeCloud', method: 'instances' },
    { what: 'the launch', part: 'fakeLauncher', method: 'launch' },
    { what: 'its id is put in', part: 'fakeAgentBackend', method: 'bookReplica' },
    { what: 'it is said to be ready', part: 'fakeAgentBackend', method: 'reportReplica' },
  ] as const;

  test.each(cuts.flatMap((cut) => [false, true].map((afterEffect) => ({ ...cut, afterEffect }))))(
    'when $what (done all the same: $afterEffect) is launched once, and ready in the end',
    async ({ part, method, afterEffect }) => {
      const ports = asked();
      ports[part].faults.add({ on: method, code: 'AWS_UNREACHABLE', message: 'The connection broke.', times: 1, afterEffect });

      await once(ports);
      await once(ports);

      expect(ports.fakeLauncher.launched.size).toBe(1);
      expect(ports.fakeAgentBackend.book).toEqual([placeholder({ instanceId: launchedIn(ports), status: 'ready' })]);
    },
  );
});
