import { describe, expect, test } from 'vitest';
import { foldRun } from '../../src/domain/journal/fold-run.ts';
import { workOf } from '../../src/domain/journal/work-left.ts';
import { outcomesOf, terminateAll, zombieWorld } from '../support/terminate.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';

describe('an answer that was lost, and an instance that EC2 goes on showing as running', () => {
  test('is left unknown, since EC2 is consistent only in the end, and to be looked at again', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_UNREACHABLE' });

    const { report, meaning } = await terminateAll(ports);

    const [run] = await ports.fakeJournal.openRuns();
    expect(outcomesOf(report)).toEqual({ [A]: 'unknown, not reported, OUTCOME_UNKNOWN' });
    expect(meaning).toBe('partial');
    expect([...workOf(foldRun(run?.records ?? []))]).toEqual([[A, 'look']]);
  });

  test('stays unknown when the next call is refused, or the credentials expire meanwhile', async () => {
    const throttled = zombieWorld({ [A]: {} });
    throttled.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_UNREACHABLE', times: 1 });
    throttled.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_THROTTLED' });
    const expired = zombieWorld({ [A]: {} });
    expired.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_UNREACHABLE', times: 1 });
    expired.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_EXPIRED' });
    expired.fakeCloud.faults.before('terminate', () =>
      expired.fakeCloud.faults.before('terminate', () => expired.fakeCloud.faults.add({ on: 'instances', code: 'AWS_EXPIRED' })),
    );

    const reports = [(await terminateAll(throttled)).report, (await terminateAll(expired)).report];

    expect(reports.map(outcomesOf)).toEqual([
      { [A]: 'unknown, not reported, OUTCOME_UNKNOWN' },
      { [A]: 'unknown, not reported, OUTCOME_UNKNOWN' },
    ]);
  });

  test('interrupted: it is not called failed on the strength of one look', async () => {
    const ports = zombieWorld({ [A]: {} });
    const interrupt = new AbortController();
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_UNREACHABLE' });
    ports.fakeCloud.faults.before('terminate', () => interrupt.abort());

    const { report, meaning } = await terminateAll(ports, { signal: interrupt.signal });

    expect(outcomesOf(report)).toEqual({ [A]: 'unknown, not reported, OUTCOME_UNKNOWN' });
    expect(meaning).toBe('interrupted');
  });
});
