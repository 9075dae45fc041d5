import { describe, expect, test } from 'vitest';
import { gatherRegistrations } from '../../src/usecases/plan-registrations.ts';
import { registerInstances, type RegistrationEvent } from '../../src/usecases/register-instances.ts';
import { cloudInstance, INSTANCE_ID } from '../support/builders.ts';
import type { FakePorts } from '../support/fake-ports.ts';
import { NEW_ID, NOTHING_ALLOWED, registrationWorld as world, wish } from '../support/registering.ts';

const SECOND_ID = 'i-0cccccccccccccc03';

function twoMachines(): FakePorts {
  const ports = world();
  ports.fakeCloud.put(cloudInstance({ id: SECOND_ID, tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-02' } }));
  return ports;
}

async function run(
  ports: FakePorts,
  options: { readonly ids?: readonly string[]; readonly signal?: AbortSignal } = {},
): Promise<Extract<RegistrationEvent, { kind: 'finished' }>> {
  const { ids = [NEW_ID, SECOND_ID], signal = new AbortController().signal } = options;
  const wishes = ids.map((instanceId) => ({ ...wish, instanceId }));
  const set = await gatherRegistrations(ports, { clientId: null, regions: null, wishes, allows: NOTHING_ALLOWED, ownMachine: null });
  const events: RegistrationEvent[] = [];
  for await (const event of registerInstances(ports, { set, signal })) events.push(event);
  const last = events.at(-1);
  if (last?.kind !== 'finished') throw new Error('The last event tells how each ended.');
  return last;
}

describe('several registrations', () => {
  test('are sent one after another, each read back', async () => {
    const ports = twoMachines();

    const { items, meaning } = await run(ports);

    expect(items.map(({ outcome }) => outcome)).toEqual(['registered', 'registered']);
    expect(ports.fakeBackend.registrations.map(({ instanceId }) => instanceId)).toEqual([NEW_ID, SECOND_ID]);
    expect(meaning).toBe('done');
  });

  test('go on after one that fails, and end as partly done', async () => {
    const ports = twoMachines();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_FAILED', times: 1 });

    const { items, meaning } = await run(ports);

    expect(items.map(({ outcome }) => outcome)).toEqual(['failed', 'registered']);
    expect(meaning).toBe('partial');
  });

  test('end as refused where every one was', async () => {
    const { meaning } = await run(world({ cloud: { state: 'stopped' } }), { ids: [NEW_ID] });

    expect(meaning).toBe('refused');
  });

  test('count one that needs nothing as done', async () => {
    const { items, meaning } = await run(world(), { ids: [INSTANCE_ID] });

    expect(items.map(({ outcome }) => outcome)).toEqual(['already-registered']);
    expect(meaning).toBe('done');
  });

  test('stop before the next once the run is interrupted, and say which were not sent', async () => {
    const ports = twoMachines();
    const interrupt = new AbortController();
    ports.fakeBackend.faults.before('register', () => interrupt.abort());

    const { items, meaning } = await run(ports, { signal: interrupt.signal });

    expect(items.map(({ outcome }) => outcome)).toEqual(['registered', 'not-sent']);
    expect(meaning).toBe('interrupted');
  });
});
