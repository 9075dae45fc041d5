import { describe, expect, test } from 'vitest';
import type { ReportMishap } from '../support/faulty-backend.ts';
import { type FaultyFleet, faultyFleet } from '../support/faulty-fleet.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';

/** The run, what the backend holds after it, and the same once the run is resumed. */
async function resumed(fleet: FaultyFleet): Promise<unknown> {
  const exit = (await fleet.spotctl(['journal', 'resume', '--timeout', '2s'])).exitCode;
  const ends = await fleet.ends();
  const told = [...ends.keys()].toSorted();
  // Every report of an instance names one moment: its end, whenever it is told.
  const moments = new Set([...ends].map(([id, at]) => `${id} ${String(at)}`)).size;
  return { exit, told, moments, sent: fleet.ec2.doomed.toSorted() };
}

describe('a backend in trouble at the report', () => {
  test.for<{ readonly mishap: ReportMishap; readonly reports: number }>([
    { mishap: { status: 500 }, reports: 0 },
    { mishap: { status: 401 }, reports: 0 },
    { mishap: { status: 409 }, reports: 0 },
    { mishap: { status: 302, location: 'http://127.0.0.1:9/login' }, reports: 0 },
    { mishap: 'reset', reports: 0 },
    { mishap: 'hang', reports: 0 },
    { mishap: 'book, then reset', reports: 5 },
    { mishap: 'book, then hang', reports: 4 },
  ])('$mishap: the report stays in the journal, and resuming delivers it once', { timeout: 120_000 }, async ({ mishap, reports }) => {
    let isOn = true;
    const fleet = await faultyFleet({ zombies: { [A]: {}, [B]: {} }, reportFaults: [{ mishap, calls: () => isOn }] });

    const ended = await fleet.terminate('--timeout', '2s');
    const told = [...fleet.reports];
    isOn = false;
    const after = await resumed(fleet);

    expect(ended.exitCode).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      totals: { terminated: 2, reported: 0 },
      targets: [
        { id: A, outcome: 'terminated', error: { code: 'REPORT_UNDELIVERED' } },
        { id: B, outcome: 'terminated', error: { code: 'REPORT_UNDELIVERED' } },
      ],
    });
    expect(ended.stderr).toMatch(/What is left: spotctl journal resume [0-9A-Z]{26}/u);
    expect(told).toHaveLength(reports);
    expect(after).toEqual({ exit: 0, told: [A, B], moments: 2, sent: [A, B] });
  });

  test('for one try only: the report is sent again, and nothing is left', async () => {
    const fleet = await faultyFleet({ zombies: { [A]: {} }, reportFaults: [{ mishap: 'book, then reset', calls: (call) => call === 1 }] });

    const ended = await fleet.terminate();

    expect([ended.exitCode, JSON.parse(ended.stdout).totals]).toMatchObject([0, { terminated: 1, reported: 1 }]);
    expect(fleet.reports).toEqual([A, A]);
    expect([...(await fleet.ends()).keys()]).toEqual([A]);
  });

  test('the next run delivers what an earlier one owes, though it has nothing to do itself', async () => {
    let isOn = true;
    const fleet = await faultyFleet({ zombies: { [A]: {} }, reportFaults: [{ mishap: { status: 500 }, calls: () => isOn }] });
    const first = await fleet.terminate();
    isOn = false;

    const next = await fleet.spotctl(['terminate', 'i-0f00000000000000f', '--yes']);

    expect([first.exitCode, next.exitCode]).toEqual([3, 6]);
    expect(next.stderr).toMatch(/Of run [0-9A-Z]{26}, which owed them: 1 end reported to the backend\./u);
    expect([...(await fleet.ends()).keys()]).toEqual([A]);
  });
});
