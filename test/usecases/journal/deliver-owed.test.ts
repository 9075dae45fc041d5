import { expect, test } from 'vitest';
import { deliverOwed, type OwedDelivery } from '../../../src/usecases/journal/deliver-owed.ts';
import { CLIENT_ID } from '../../support/builders.ts';
import type { FakePorts } from '../../support/fake-ports.ts';
import { terminateAll, zombieWorld } from '../../support/terminate.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
const { signal } = new AbortController();

async function deliver(
  ports: FakePorts,
  input: { readonly backendUrl?: string; readonly clientId?: string } = {},
): Promise<OwedDelivery[]> {
  const there = {
    backendUrl: 'http://127.0.0.1:5000',
    clientId: CLIENT_ID,
    ownRunId: '01JDC000000000000000000002',
    version: '0.1.0',
    signal,
    ...input,
  };
  const owed: OwedDelivery[] = [];
  for await (const delivery of deliverOwed(ports, there)) owed.push(delivery);
  return owed;
}

/** A run has ended these, and the backend took no report. */
async function owing(...ids: readonly string[]): Promise<FakePorts> {
  const ports = zombieWorld(Object.fromEntries(ids.map((id) => [id, {}])));
  ports.fakeBackend.faults.add({ on: 'reportTermination', code: 'BACKEND_REFUSED', times: 3 + ids.length });
  await terminateAll(ports, { runId: '01JDC000000000000000000001' });
  // Nobody calls them unwanted any more, so that no later run is about them.
  for (const id of ids) ports.fakeBackend.changeRow(id, { status: 'terminated', terminationConfirmed: true });
  ports.clock.pass(7_200);
  return ports;
}

test('delivers what an earlier run still owes, with the times it saw, and ends nothing', async () => {
  const ports = await owing(A, B);
  const calls = [...ports.fakeCloud.calls];

  const owed = await deliver(ports);
  const again = await deliver(ports);

  expect(owed).toEqual([{ runId: '01JDC000000000000000000001', delivered: 2, left: 0, trouble: null }]);
  expect(ports.fakeBackend.reports).toEqual([
    { instanceId: A, terminatedAt: '2026-11-23T12:00:12.000Z' },
    { instanceId: B, terminatedAt: '2026-11-23T12:00:12.000Z' },
  ]);
  expect(ports.fakeCloud.calls).toEqual(calls);
  expect(again).toEqual([]);
});

test('says how much is left where the backend still takes none', async () => {
  const ports = await owing(A);
  ports.fakeBackend.faults.add({ on: 'reportTermination', code: 'BACKEND_REFUSED' });

  const owed = await deliver(ports);

  expect(owed).toMatchObject([{ delivered: 0, left: 1, trouble: null }]);
  expect(await ports.fakeJournal.openRuns()).toHaveLength(1);
});

test('leaves alone what is owed to another backend, or for another client', async () => {
  const ports = await owing(A);

  const owed = [...(await deliver(ports, { backendUrl: 'https://other.example.com' })), ...(await deliver(ports, { clientId: 'globex' }))];

  expect(owed).toEqual([]);
  expect(ports.fakeBackend.reports).toEqual([]);
});
