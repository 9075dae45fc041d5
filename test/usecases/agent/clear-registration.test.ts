import { describe, expect, test } from 'vitest';
import { COMMAND_TAG } from '../../../src/domain/agent-run/launch-marks.ts';
import { runAgent, runAgentOnce } from '../../../src/usecases/agent/run-agent.ts';
import { agentInput, agentLog, identity } from '../../support/agent.ts';
import { agent, cloudInstance, instance, NOW } from '../../support/builders.ts';
import { type FakeAgentPorts, fakeAgentPorts } from '../../support/fake-agent.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0ee75d6fccfb53a93';
const COMMAND = 'c-1';
const SWITCH = {
  commandId: COMMAND,
  old: identity({ instanceId: OLD }),
  new: identity({ instanceId: NEW }),
  startedAt: NOW,
  readyAt: NOW,
  oldSpotUsdPerHour: null,
  newSpotUsdPerHour: null,
};

/** A primary, and beside it a machine under its agent's name that the backend does not know. */
function newcomer(tags: Readonly<Record<string, string>> = {}): FakeAgentPorts {
  const primary = instance({ id: OLD });
  const cloud = [cloudInstance({ id: OLD }), cloudInstance({ id: NEW, launchedAt: NOW, tags })];
  const ports = fakeAgentPorts({ agents: [agent({ instanceId: OLD })], instances: [primary], cloud });
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers: [] };
  return ports;
}

/** The same, launched for a switch that waits. */
function replacement(): FakeAgentPorts {
  const ports = newcomer({ [COMMAND_TAG]: COMMAND, ManagedBy: 'SpotOptimizer' });
  ports.fakeAgentBackend.waiting = [{ id: COMMAND, instanceId: OLD, targetMode: 'spot', targetPoolId: null }];
  return ports;
}

function start(ports: FakeAgentPorts): Promise<boolean> {
  return runAgentOnce(ports, { input: agentInput({ identity: identity({ instanceId: NEW }) }), log: agentLog() });
}

describe('an agent on a machine that the backend does not know', () => {
  test('does not register it beside a primary that runs, and says how to let it take over', async () => {
    const ports = newcomer();

    await expect(start(ports)).rejects.toMatchObject({
      code: 'REGISTRATION_REFUSED',
      hint: `If it shall take over: spotctl register-instance ${NEW}`,
    });

    expect(ports.fakeBackend.row(NEW)).toBeUndefined();
  });

  test.each(['terminated', 'shutting-down'] as const)('takes over where EC2 says that the primary is %s', async (state) => {
    const ports = newcomer();
    ports.fakeCloud.put(cloudInstance({ id: OLD, state }));

    await start(ports);

    expect(ports.fakeBackend.registrations).toMatchObject([{ instanceId: NEW, isPrimary: true, poolId: 't3.medium.ap-south-1a' }]);
    expect([ports.fakeBackend.row(OLD)?.status, ports.fakeBackend.row(NEW)?.status]).toEqual(['zombie', 'running_primary']);
  });

  test('waits for the report of the switch that it was launched for, and then serves', async () => {
    const ports = replacement();
    const stopped = new AbortController();
    const log = agentLog();
    const on: typeof log.on = (event) => {
      log.on(event);
      if (event.kind === 'failed') void ports.fakeAgentBackend.reportSwitch('', SWITCH);
      if (event.kind === 'alive') stopped.abort();
    };

    await runAgent(ports, {
      input: agentInput({ identity: identity({ instanceId: NEW }), signal: stopped.signal }),
      log: { ...log, on },
    });

    expect(log.events.map(({ kind }) => kind).slice(0, 2)).toEqual(['failed', 'registered']);
    expect(log.events[0]).toMatchObject({ doing: 'register', code: 'REGISTRATION_REFUSED', nextInSeconds: 15 });
    expect(ports.fakeAgentBackend.switches).toHaveLength(1);
  });

  test.each([
    { what: 'is gone', change: (ports: FakeAgentPorts) => ports.fakeCloud.put(cloudInstance({ id: OLD, state: 'terminated' })) },
    { what: 'has had ten minutes', change: (ports: FakeAgentPorts) => ports.clock.pass(600) },
  ])('reports that switch itself where the agent that made it $what, before it registers', async ({ change }) => {
    const ports = replacement();
    change(ports);

    await start(ports);

    expect(ports.fakeAgentBackend.switches).toMatchObject([
      { commandId: COMMAND, old: { instanceId: OLD }, new: { instanceId: NEW }, startedAt: NOW },
    ]);
    expect(ports.fakeAgentBackend.executed).toEqual([{ commandId: COMMAND, isSuccess: true }]);
    expect(ports.fakeBackend.registrations).toEqual([]);
    expect([ports.fakeBackend.row(OLD)?.status, ports.fakeBackend.row(NEW)?.status]).toEqual(['zombie', 'running_primary']);
  });
});
