import { describe, expect, test } from 'vitest';
import { cloudInstance, instance } from '../support/builders.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { zombie, zombieCloud } from '../support/plan.ts';
import { outcomesOf, terminateAll, zombieWorld } from '../support/terminate.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
const C = 'i-0ccccccccccccccc3';

describe('a backend in trouble at the report', () => {
  test('reports again until it is taken, once each', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {} });
    ports.fakeBackend.faults.add({ on: 'reportTermination', code: 'BACKEND_FAILED', times: 2 });

    const { report, meaning } = await terminateAll(ports);

    expect(meaning).toBe('done');
    expect(report.totals).toMatchObject({ terminated: 2, reported: 2 });
    expect(ports.fakeBackend.reports.map(({ instanceId }) => instanceId)).toEqual([A, B]);
  });

  test('reports one that was gone before, and then the others, once each', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: { state: 'terminated' } });

    await terminateAll(ports);

    expect(ports.fakeBackend.reports.map(({ instanceId }) => instanceId)).toEqual([B, A]);
  });

  test('tries each further report once where the backend takes none', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {}, [C]: {} });
    ports.fakeBackend.faults.add({ on: 'reportTermination', code: 'BACKEND_FAILED' });

    const { report } = await terminateAll(ports);

    expect(report.totals).toMatchObject({ terminated: 3, reported: 0 });
    expect(ports.fakeBackend.faults.counts.get('reportTermination')).toBe(4 + 1 + 1);
  });

  test('does not wait for each of them where the backend does not even answer', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {}, [C]: {} });
    ports.fakeBackend.faults.add({ on: 'reportTermination', code: 'BACKEND_TIMEOUT' });

    const { report } = await terminateAll(ports);

    expect(report.totals).toMatchObject({ terminated: 3, reported: 0 });
    expect(ports.fakeBackend.faults.counts.get('reportTermination')).toBe(4);
    expect(await ports.fakeJournal.openRuns()).toHaveLength(1);
  });

  test('keeps the fact that it is gone when the backend lacks the columns, and the next run delivers it', async () => {
    const ports = zombieWorld({ [A]: {} });
    const message = "1054 (42S22): Unknown column 'termination_attempted_at' in 'SET'";
    ports.fakeBackend.faults.add({ on: 'reportTermination', code: 'BACKEND_DATABASE', message, details: { errno: 1054 }, times: 1 });

    const { report, meaning } = await terminateAll(ports);
    const next = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, not reported, REPORT_UNDELIVERED' });
    expect(report.targets[0]?.error?.message).toContain(message);
    expect(meaning).toBe('partial');
    expect(outcomesOf(next.report)).toEqual({ [A]: 'already-gone, reported' });
  });

  test('says that a report had no agent to go to', async () => {
    const ports = fakePorts({
      instances: [instance(), zombie({ id: A, agentId: null })],
      cloud: [cloudInstance(), zombieCloud({ id: A, tags: {} })],
    });

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, not reported, REPORT_UNDELIVERED' });
    expect(meaning).toBe('partial');
  });
});

describe('the reported moment', () => {
  test('is the one at which EC2 says it ended, not the one at which it was seen', async () => {
    const ports = zombieWorld({ [A]: { state: 'terminated', transitionedAt: '2026-11-23T11:48:05.000Z' } });

    await terminateAll(ports);

    expect(ports.fakeBackend.reports).toEqual([{ instanceId: A, terminatedAt: '2026-11-23T11:48:05.000Z' }]);
  });

  test('is EC2’s also for what this run has ended and waited for', async () => {
    const ports = zombieWorld({ [A]: {} });
    const tell = (): void => ports.fakeCloud.put(zombieCloud({ id: A, state: 'terminated', transitionedAt: '2026-11-23T12:00:02.000Z' }));
    ports.clock.after(4, tell);

    await terminateAll(ports);

    expect(ports.fakeBackend.reports).toEqual([{ instanceId: A, terminatedAt: '2026-11-23T12:00:02.000Z' }]);
  });
});
