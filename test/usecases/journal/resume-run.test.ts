import { describe, expect, test } from 'vitest';
import type { Ports } from '../../../src/ports/ports.ts';
import { resumeRun } from '../../../src/usecases/journal/resume-run.ts';
import type { FakePorts } from '../../support/fake-ports.ts';
import { Killed, killedAt } from '../../support/killed-ports.ts';
import { zombieCloud } from '../../support/plan.ts';
import { outcomesOf, terminateAll, zombieWorld } from '../../support/terminate.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const RUN = '01JDC000000000000000000001';
const DAY_SECONDS = 86_400;
const { signal } = new AbortController();

/** As `journal resume` without a confirmation: the outcome of each. */
async function resume(ports: FakePorts): Promise<Record<string, string>> {
  ports.fakeJournal.killProcesses();
  const input = { runId: RUN, version: '0.1.0', backendUrl: 'http://127.0.0.1:5000', waitSeconds: 600, signal };
  for await (const event of resumeRun(ports, input)) if (event.kind === 'finished') return outcomesOf(event.report);
  throw new Error('It ended without a report.');
}

/** Dies right after EC2 has accepted: begin, attempt and call are two points each, the answer's record one more. */
async function killedOnceAccepted(ports: FakePorts): Promise<void> {
  const mortal: Ports = killedAt(ports, 8).ports;
  await expect(terminateAll({ ...ports, ...mortal, clock: ports.clock }, { runId: RUN })).rejects.toBeInstanceOf(Killed);
  expect(ports.fakeJournal.records(RUN).map(({ kind }) => kind)).toEqual(['begun', 'planned', 'confirmed', 'attempt', 'answer']);
}

describe('a run that is resumed days later', () => {
  test('tells the backend when the end began, not when somebody came back to it: EC2 has forgotten it by then', async () => {
    const ports = zombieWorld({ [A]: {} });
    await killedOnceAccepted(ports);
    ports.clock.pass(3 * DAY_SECONDS);

    const outcomes = await resume(ports);

    expect(outcomes).toEqual({ [A]: 'terminated, reported' });
    expect(ports.fakeBackend.reports).toEqual([{ instanceId: A, terminatedAt: '2026-11-23T12:00:00.000Z' }]);
  });
});

describe('what was sent without an answer, and runs', () => {
  /** The answer is lost, and EC2 shows it running: the run leaves it unknown. */
  async function leftInDoubt(): Promise<FakePorts> {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_UNREACHABLE' });
    await terminateAll(ports, { runId: RUN });
    return ports;
  }

  test('is called standing only a minute after it was sent', async () => {
    const ports = await leftInDoubt();
    const looks = ports.fakeCloud.faults.counts.get('instances') ?? 0;

    const outcomes = await resume(ports);

    expect(outcomes).toEqual({ [A]: 'pending, not reported, INTERRUPTED' });
    expect((ports.fakeCloud.faults.counts.get('instances') ?? 0) - looks).toBeGreaterThan(5);
  });

  test('is found to have ended, where EC2 shows that after a while', async () => {
    const ports = await leftInDoubt();
    ports.clock.after(20, () => ports.fakeCloud.put(zombieCloud({ id: A, state: 'shutting-down' })));
    ports.clock.after(40, () => ports.fakeCloud.put(zombieCloud({ id: A, state: 'terminated' })));

    const outcomes = await resume(ports);

    expect(outcomes).toEqual({ [A]: 'terminated, reported' });
    expect(ports.fakeBackend.reports).toHaveLength(1);
  });

  test('is waited for a minute, and not a day, where the clock was set back meanwhile', async () => {
    const ports = await leftInDoubt();
    ports.clock.pass(-DAY_SECONDS);
    const before = ports.clock.now().getTime();

    const outcomes = await resume(ports);

    expect(outcomes).toEqual({ [A]: 'pending, not reported, INTERRUPTED' });
    expect((ports.clock.now().getTime() - before) / 1_000).toBeLessThan(120);
  });
});
