import { describe, expect, test } from 'vitest';
import { runAgentOnce } from '../../../src/usecases/agent/run-agent.ts';
import { agentInput, agentLog, identity } from '../../support/agent.ts';
import { cloudInstance, instance, INSTANCE_ID } from '../../support/builders.ts';
import { type FakeAgentPorts, fakeAgentPorts } from '../../support/fake-agent.ts';

const COMMAND = 'c-1';

/** A primary that is told to switch to another zone. */
function switching(): FakeAgentPorts {
  const ports = fakeAgentPorts({ instances: [instance()], cloud: [cloudInstance()] });
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers: [] };
  ports.fakeAgentBackend.waiting = [{ id: COMMAND, instanceId: INSTANCE_ID, targetMode: 'spot', targetPoolId: 't3.medium.ap-south-1b' }];
  return ports;
}

function launchedIn(ports: FakeAgentPorts): string {
  return ports.fakeLauncher.launched.get(`spotctl-${COMMAND}`) ?? 'nothing';
}

async function once(ports: FakeAgentPorts, facts: Parameters<typeof agentInput>[0] = {}): Promise<boolean> {
  return await runAgentOnce(ports, { input: agentInput(facts), log: agentLog() });
}

describe('a switch', () => {
  test('launches, reports and closes the command before anything ends', async () => {
    const ports = switching();
    const log = agentLog();

    await runAgentOnce(ports, { input: agentInput(), log });

    const id = launchedIn(ports);
    expect(log.events.map(({ kind }) => kind)).toEqual(['registered', 'alive', 'launched', 'switched', 'priced']);
    expect(ports.fakeAgentBackend.executed).toEqual([{ commandId: COMMAND, isSuccess: true }]);
    expect(ports.fakeAgentBackend.switches).toMatchObject([
      { commandId: COMMAND, old: { instanceId: INSTANCE_ID }, new: { instanceId: id, az: 'ap-south-1b', mode: 'spot' } },
    ]);
    expect(ports.fakeCloud.stateOf(INSTANCE_ID)).toBe('running');
    expect(ports.fakeCloud.calls).toEqual([]);
  });

  test('waits until the replacement runs', async () => {
    const ports = switching();
    ports.fakeLauncher.faults.before('launch', () => {
      ports.fakeCloud.faults.before('instances', () => {
        const id = launchedIn(ports);
        ports.fakeCloud.put(cloudInstance({ id, state: 'pending', tags: {} }));
        ports.fakeCloud.faults.before('instances', () => ports.fakeCloud.put(cloudInstance({ id })));
      });
    });
    const before = ports.clock.now().getTime();

    await once(ports);

    expect(ports.clock.now().getTime() - before).toBe(5_000);
    expect(ports.fakeAgentBackend.switches).toHaveLength(1);
  });

  test('is closed as failed, and not reported, where the replacement ends before it runs', async () => {
    const ports = switching();
    ports.fakeLauncher.faults.before('launch', () => {
      ports.fakeCloud.faults.before('instances', () => ports.fakeCloud.put(cloudInstance({ id: launchedIn(ports), state: 'terminated' })));
    });

    await once(ports);

    expect(ports.fakeAgentBackend.switches).toEqual([]);
    expect(ports.fakeAgentBackend.executed).toEqual([{ commandId: COMMAND, isSuccess: false }]);
  });

  test('for which EC2 has no machine is closed with its words, so that it does not block the next', async () => {
    const ports = switching();
    const log = agentLog();
    ports.fakeLauncher.faults.add({
      on: 'launch',
      code: 'AWS_FAILED',
      message: 'EC2 failed at RunInstances in ap-south-1.',
      details: { awsCode: 'InsufficientInstanceCapacity', httpStatus: 500 },
    });

    await runAgentOnce(ports, { input: agentInput(), log });

    expect(log.events).toContainEqual({ kind: 'refused-command', commandId: COMMAND, reason: 'EC2 failed at RunInstances in ap-south-1' });
    expect(ports.fakeAgentBackend.executed).toEqual([{ commandId: COMMAND, isSuccess: false }]);
  });

  test('that EC2 only throttles waits for the next poll', async () => {
    const ports = switching();
    ports.fakeLauncher.faults.add({ on: 'launch', code: 'AWS_THROTTLED', times: 1 });

    const isWell = await once(ports);
    await once(ports);

    expect(isWell).toBe(false);
    expect(ports.fakeAgentBackend.executed).toEqual([{ commandId: COMMAND, isSuccess: true }]);
  });

  test('that cannot be done is closed with the reason, so that it does not block the next', async () => {
    const ports = switching();
    ports.fakeAgentBackend.waiting = [{ id: COMMAND, instanceId: INSTANCE_ID, targetMode: null, targetPoolId: null }];

    await once(ports);

    expect(ports.fakeAgentBackend.executed).toEqual([{ commandId: COMMAND, isSuccess: false }]);
    expect(ports.fakeLauncher.launched.size).toBe(0);
  });

  test('whose replacement asks on its behalf needs only the last word', async () => {
    const ports = switching();
    ports.fakeAgentBackend.faults.add({ on: 'reportExecuted', code: 'BACKEND_TIMEOUT', times: 1 });
    await once(ports);

    await once(ports, { identity: identity({ instanceId: launchedIn(ports), az: 'ap-south-1b' }) });

    expect(ports.fakeAgentBackend.executed).toEqual([{ commandId: COMMAND, isSuccess: true }]);
    expect(ports.fakeAgentBackend.switches).toHaveLength(1);
  });
});

describe('a switch that is cut off anywhere', () => {
  const cuts = [
    { what: 'EC2 is asked what was launched', part: 'fakeCloud', method: 'instances' },
    { what: 'the launch', part: 'fakeLauncher', method: 'launch' },
    { what: 'the prices', part: 'fakeCloud', method: 'spotPrices' },
    { what: 'the report', part: 'fakeAgentBackend', method: 'reportSwitch' },
    { what: 'the last word', part: 'fakeAgentBackend', method: 'reportExecuted' },
  ] as const;

  test.each(cuts.flatMap((cut) => [false, true].map((afterEffect) => ({ ...cut, afterEffect }))))(
    'at $what (done all the same: $afterEffect) ends as one that was not',
    async ({ part, method, afterEffect }) => {
      const ports = switching();
      ports[part].faults.add({ on: method, code: 'AWS_UNREACHABLE', message: 'The connection broke.', times: 1, afterEffect });

      await once(ports);
      await once(ports);

      const { executed, switches } = ports.fakeAgentBackend;
      expect(ports.fakeLauncher.launched.size).toBe(1);
      expect(executed).toEqual([{ commandId: COMMAND, isSuccess: true }]);
      expect(switches).toMatchObject([{ old: { instanceId: INSTANCE_ID }, new: { instanceId: launchedIn(ports) } }]);
      expect(ports.fakeBackend.row(launchedIn(ports))?.status).toBe('running_primary');
    },
  );
});
