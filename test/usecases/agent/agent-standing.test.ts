import { describe, expect, test } from 'vitest';
import type { AgentEvent } from '../../../src/usecases/agent/agent-event.ts';
import { runAgent, runAgentOnce } from '../../../src/usecases/agent/run-agent.ts';
import { agentInput, agentLog, identity } from '../../support/agent.ts';
import { agent, cloudInstance, instance, INSTANCE_ID } from '../../support/builders.ts';
import { type FakeAgentPorts, fakeAgentPorts } from '../../support/fake-agent.ts';

const OLD = 'i-029c1999a147722de';
const NEW = INSTANCE_ID;

/** A primary beside the zombie that it has replaced, which the sweep offers. */
function replaced(world: Parameters<typeof fakeAgentPorts>[0] = {}): FakeAgentPorts {
  const zombie = instance({ id: OLD, status: 'zombie', isPrimary: false, isActive: false });
  const cloud = [cloudInstance(), cloudInstance({ id: OLD })];
  const ports = fakeAgentPorts({ instances: [instance(), zombie], cloud, agents: [agent({ instanceId: NEW })], ...world });
  const offers = [{ instanceId: OLD, reason: 'zombie_timeout', secondsWaiting: 400 }];
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers };
  return ports;
}

async function once(ports: FakeAgentPorts, instanceId: string): Promise<readonly AgentEvent[]> {
  const log = agentLog();
  await runAgentOnce(ports, { input: agentInput({ identity: identity({ instanceId }) }), log });
  return log.events;
}

describe('the agent of an instance that is not its primary', () => {
  test('neither beats nor reports prices, which would spoil the books of the primary', async () => {
    const ports = replaced({ ownInstanceId: OLD });

    const events = await once(ports, OLD);

    expect(events.map(({ kind }) => kind)).toEqual(['registered', 'heard']);
    expect([ports.fakeAgentBackend.heartbeats, ports.fakeAgentBackend.prices]).toEqual([[], []]);
  });

  test('leaves the offer of its own machine to the agent that may take it', async () => {
    const ports = replaced({ ownInstanceId: OLD });

    await once(ports, OLD);

    expect(ports.fakeAgentBackend.faults.counts.has('takeOffers')).toBe(false);
    expect(ports.fakeCloud.stateOf(OLD)).toBe('running');
  });

  test('sweeps all the same where it runs on another machine', async () => {
    const ports = replaced();

    await once(ports, OLD);

    expect(ports.fakeCloud.stateOf(OLD)).toBe('terminated');
  });

  test('begins no command', async () => {
    const ports = replaced({ ownInstanceId: OLD });
    ports.fakeAgentBackend.waiting = [{ id: 'c-1', instanceId: null, targetMode: 'spot', targetPoolId: null }];

    await once(ports, OLD);

    expect(ports.fakeLauncher.launched.size).toBe(0);
    expect(ports.fakeAgentBackend.waiting).toHaveLength(1);
  });

  test('takes up its work when its instance becomes the primary', async () => {
    const ports = replaced({ ownInstanceId: OLD });
    const stopped = new AbortController();
    const log = agentLog();
    const on = (event: AgentEvent): void => {
      log.on(event);
      if (event.kind === 'heard') ports.fakeBackend.changeRow(OLD, { status: 'running_primary', isPrimary: true, isActive: true });
      if (event.kind === 'alive') stopped.abort();
    };

    await runAgent(ports, {
      input: agentInput({ identity: identity({ instanceId: OLD }), signal: stopped.signal }),
      log: { ...log, on },
    });

    expect(log.events).toContainEqual({ kind: 'standing', instanceId: OLD, isServing: true, isEnabled: true });
    expect(ports.fakeAgentBackend.heartbeats).toEqual([OLD]);
  });
});

describe('an agent whose instance is replaced while it works', () => {
  test('falls silent, and says why', async () => {
    const ports = replaced();
    const stopped = new AbortController();
    const log = agentLog();
    const on = (event: AgentEvent): void => {
      log.on(event);
      if (event.kind === 'alive') ports.fakeBackend.changeRow(NEW, { status: 'zombie', isPrimary: false });
      if (event.kind === 'standing') stopped.abort();
    };

    await runAgent(ports, { input: agentInput({ signal: stopped.signal }), log: { ...log, on } });

    expect(log.events).toContainEqual({ kind: 'standing', instanceId: NEW, isServing: false, isEnabled: true });
    expect(ports.fakeAgentBackend.farewells).toEqual([]);
  });
});

describe('an agent that is switched off', () => {
  test('beats as disabled, and neither ends nor switches anything', async () => {
    const ports = replaced();
    ports.fakeBackend.config = { ...ports.fakeBackend.config, isEnabled: false };
    ports.fakeAgentBackend.waiting = [{ id: 'c-1', instanceId: NEW, targetMode: 'spot', targetPoolId: null }];

    const events = await once(ports, NEW);

    expect(events.map(({ kind }) => kind)).toEqual(['registered', 'standing', 'alive', 'priced']);
    expect(ports.fakeAgentBackend.enabled).toEqual([false]);
    expect([ports.fakeCloud.stateOf(OLD), ports.fakeLauncher.launched.size]).toEqual(['running', 0]);
  });
});
