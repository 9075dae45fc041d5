import { describe, expect, test } from 'vitest';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import type { FleetRows } from '../../src/domain/fleet-snapshot.ts';
import type { FleetDatabase } from '../../src/ports/fleet-database.ts';
import { AGENT_ID, fleetRows } from '../support/builders.ts';
import type { FakePorts } from '../support/fake-ports.ts';
import { schemaDatabase } from './fake-schema-database.ts';
import { outcomesOf, terminateAll, zombieWorld } from '../support/terminate.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';

function promote(ports: FakePorts, id: string): () => void {
  return () => ports.fakeBackend.changeAgent(AGENT_ID, { instanceId: id });
}

function withPersistentRequest(ports: FakePorts): FakePorts {
  ports.fakeCloud.requests.set('sir-1', { id: 'sir-1', type: 'persistent', state: 'active', instanceId: A });
  return ports;
}

describe('an instance that becomes primary between two steps of its own termination', () => {
  test('while its spot request is cancelled: it is left alone, and the run says that its request is gone', async () => {
    const ports = withPersistentRequest(zombieWorld({ [A]: { spotRequestId: 'sir-1' }, [B]: {} }));
    ports.fakeCloud.faults.before('cancelSpotRequests', promote(ports, A));

    const { report } = await terminateAll(ports);

    expect(ports.fakeCloud.calls).toEqual(['cancel sir-1', `terminate ${B}`]);
    expect(outcomesOf(report)).toEqual({ [A]: 'refused, not reported, TERMINATION_REFUSED', [B]: 'terminated, reported' });
    expect(report.targets[0]?.error?.message).toBe(
      'Not terminated: agent web-01 names it as its instance. Its persistent spot request sir-1 was cancelled before.',
    );
  });

  test('while its protection is lifted: it is left alone, and the run says that it is unprotected', async () => {
    const ports = zombieWorld({ [A]: { lifecycle: 'on-demand' } });
    ports.fakeCloud.protectedIds.add(A);
    ports.fakeCloud.faults.before('unprotect', promote(ports, A));

    const { report } = await terminateAll(ports, { options: { unprotect: new Set([A]) } });

    expect(ports.fakeCloud.calls).toEqual([`unprotect ${A}`]);
    expect(report.targets[0]?.error?.message).toBe(
      'Not terminated: agent web-01 names it as its instance. Its protection was lifted before.',
    );
  });

  test('while EC2 throttles the call: it is not among those that are sent again', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {} });
    ports.fakeCloud.patience = 2;
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_THROTTLED', times: 2 });
    ports.fakeCloud.faults.before('terminate', promote(ports, A));

    const { report } = await terminateAll(ports);

    expect(ports.fakeCloud.calls).toEqual([`terminate ${A} ${B}`, `terminate ${B}`, `terminate ${B}`]);
    expect(outcomesOf(report)).toEqual({ [A]: 'refused, not reported, TERMINATION_REFUSED', [B]: 'terminated, reported' });
  });
});

test('an interrupt while EC2 throttles the call: it is not sent again', async () => {
  const ports = zombieWorld({ [A]: {} });
  const interrupt = new AbortController();
  ports.fakeCloud.patience = 5;
  ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_THROTTLED', times: 1 });
  ports.fakeCloud.faults.before('terminate', () => interrupt.abort());

  const { report, meaning } = await terminateAll(ports, { signal: interrupt.signal });

  expect(ports.fakeCloud.calls).toEqual([`terminate ${A}`]);
  expect(outcomesOf(report)).toEqual({ [A]: 'pending, not reported, INTERRUPTED' });
  expect(meaning).toBe('interrupted');
});

describe('a database that the plan has seen', () => {
  function withDatabase(ports: FakePorts, rows: () => FleetRows): FakePorts {
    const database: FleetDatabase = { ...schemaDatabase({}), fleet: async () => rows() };
    return { ...ports, database: async () => database };
  }

  test('and that cannot be read again right before the call: nothing is sent, for it may name a primary', async () => {
    let isDown = false;
    const fake = zombieWorld({ [A]: {} });
    const ports = withDatabase(fake, () => {
      if (isDown) throw new SpotctlError({ code: 'DATABASE_UNREACHABLE', message: 'The database does not answer.' });
      return fleetRows();
    });

    const { report } = await terminateAll(ports, { meanwhile: () => (isDown = true) });

    expect(ports.fakeCloud.calls).toEqual([]);
    expect(outcomesOf(report)).toEqual({ [A]: 'failed, not reported, NOT_SENT' });
    expect(report.targets[0]?.error?.message).toContain('The database does not answer.');
  });

  test('and that the plan could not see either: the run goes on, as the operator was shown', async () => {
    const fake = zombieWorld({ [A]: {} });
    const ports = withDatabase(fake, () => {
      throw new SpotctlError({ code: 'DATABASE_UNREACHABLE', message: 'The database does not answer.' });
    });

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported' });
    expect(meaning).toBe('partial');
  });
});
