import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Mishap } from '../support/faulty-ec2.ts';
import { faultyFleet } from '../support/faulty-fleet.ts';
import type { CommandResult } from '../support/run-command.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
const C = 'i-0ccccccccccccccc3';

const REPORT = z.object({
  targets: z.array(
    z.object({ id: z.string(), outcome: z.string(), reported: z.boolean(), error: z.object({ code: z.string() }).nullable() }),
  ),
});

/** Each id with what became of it. */
function outcomes({ stdout }: CommandResult): Readonly<Record<string, string>> {
  const { targets } = REPORT.parse(JSON.parse(stdout));
  return Object.fromEntries(
    targets.map(({ id, outcome, reported, error }) => [id, [outcome, reported ? 'told' : 'not told', error?.code ?? []].flat().join(', ')]),
  );
}

const DONE = 'terminated, told';

describe('an answer to TerminateInstances that is lost or spoilt', () => {
  test.for<Mishap & string>([
    'act, then reset',
    'act, then answer 200 with nothing',
    'act, then break off the answer',
    'act, then answer as a proxy: 502',
    'act, then hang',
  ])('%s: EC2 is looked at, and each end is told once', async (mishap) => {
    const fleet = await faultyFleet({
      zombies: { [A]: {}, [B]: {} },
      faults: [{ on: 'TerminateInstances', mishap, calls: (call) => call === 1 }],
    });

    const ended = await fleet.terminate('--timeout', '2s');

    expect([ended.exitCode, outcomes(ended)]).toEqual([0, { [A]: DONE, [B]: DONE }]);
    expect(await fleet.reported()).toEqual([A, B]);
    expect(fleet.ec2.actions.filter((action) => action === 'TerminateInstances')).toHaveLength(1);
  });
});

describe('throttling', () => {
  test('that lasts for half a minute is waited out', { timeout: 180_000 }, async () => {
    const mishap = { status: 503, code: 'RequestLimitExceeded' };
    const fleet = await faultyFleet({
      zombies: { [A]: {}, [B]: { az: 'ap-south-1b' } },
      faults: [
        { on: 'TerminateInstances', mishap, forSeconds: 30 },
        { on: 'DescribeInstances', mishap, forSeconds: 10 },
      ],
    });

    const ended = await fleet.terminate();

    expect([ended.exitCode, outcomes(ended)]).toEqual([0, { [A]: DONE, [B]: DONE }]);
  });
});

describe('one bad id among others', () => {
  test('protected in one zone only: that one is refused, the others end', async () => {
    const fleet = await faultyFleet({
      zombies: { [A]: { lifecycle: 'on-demand', isTerminationProtected: true }, [B]: {}, [C]: { az: 'ap-south-1b' } },
    });

    const ended = await fleet.terminate();

    expect(ended.exitCode).toBe(3);
    expect(outcomes(ended)).toEqual({ [A]: 'refused, not told, TERMINATION_REFUSED', [B]: DONE, [C]: DONE });
    expect(fleet.stateOf(A)).toBe('running');
  });

  test('protected after the plan, so that EC2 refuses its zone and does the other: nothing is lost', async () => {
    const protectedIn = { status: 400, code: 'OperationNotPermitted' };
    const fleet = await faultyFleet({
      zombies: { [A]: {}, [B]: {}, [C]: { az: 'ap-south-1b' } },
      // The call with both, then the one with the first alone.
      faults: [{ on: 'TerminateInstances', mishap: protectedIn, calls: (call) => call <= 2 }],
    });

    const ended = await fleet.terminate();

    expect(ended.exitCode).toBe(3);
    expect(Object.values(outcomes(ended)).toSorted()).toEqual(['refused, not told, AWS_PROTECTED', DONE, DONE].toSorted());
  });

  test('not found at the call although it was described, as right after a launch: it is tried again', async () => {
    const unfound = { status: 400, code: 'InvalidInstanceID.NotFound' };
    const fleet = await faultyFleet({
      zombies: { [A]: {}, [B]: {} },
      faults: [{ on: 'TerminateInstances', mishap: unfound, calls: (call) => call <= 2 }],
    });

    const ended = await fleet.terminate();

    expect([ended.exitCode, outcomes(ended)]).toEqual([0, { [A]: DONE, [B]: DONE }]);
  });
});

describe('the ground shifts during a run', () => {
  test('credentials expire between two batches: what was sent is told, the rest is not sent', async () => {
    const fleet = await faultyFleet({
      zombies: { [A]: {}, [B]: { az: 'ap-south-1b' } },
      faults: [{ on: 'TerminateInstances', mishap: { status: 400, code: 'RequestExpired' }, calls: (call) => call > 1 }],
    });

    const ended = await fleet.terminate();

    expect(ended.exitCode).toBe(3);
    expect(outcomes(ended)[A]).toMatch(/^(?:terminated, told|pending, not told, AWS_EXPIRED)$/);
    expect(outcomes(ended)[B]).toBe('failed, not told, AWS_EXPIRED');
    expect(fleet.stateOf(B)).toBe('running');
  });

  test('a zombie becomes primary between plan and call: it is left alone', async () => {
    const fleet = await faultyFleet({ zombies: { [A]: {}, [B]: { az: 'ap-south-1b' } } });
    fleet.ec2.before('TerminateInstances', async () => fleet.changeAgent({ instance_id: B }));

    const ended = await fleet.terminate();

    expect(ended.exitCode).toBe(3);
    expect(outcomes(ended)).toEqual({ [A]: DONE, [B]: 'refused, not told, TERMINATION_REFUSED' });
    expect(fleet.stateOf(B)).toBe('running');
  });

  test('it becomes primary while EC2 throttles its call: the call is not sent again', async () => {
    const throttled = {
      on: 'TerminateInstances',
      mishap: { status: 503, code: 'RequestLimitExceeded' },
      calls: (call: number) => call === 1,
    };
    const fleet = await faultyFleet({ zombies: { [A]: {}, [B]: {} }, faults: [throttled] });
    fleet.ec2.before('TerminateInstances', async () => fleet.changeAgent({ instance_id: A }));

    const ended = await fleet.terminate();

    expect([ended.exitCode, outcomes(ended)]).toEqual([3, { [A]: 'refused, not told, TERMINATION_REFUSED', [B]: DONE }]);
    expect([fleet.ec2.doomed, fleet.stateOf(A)]).toEqual([[B], 'running']);
  });

  test('it becomes primary while its spot request is cancelled: it is left alone, and the run tells what it lost', async () => {
    const fleet = await faultyFleet({
      zombies: { [A]: { spotRequestId: 'sir-persist1' }, [B]: {} },
      spotRequests: [{ id: 'sir-persist1', region: 'ap-south-1', type: 'persistent', instanceId: A }],
    });
    fleet.ec2.before('CancelSpotInstanceRequests', async () => fleet.changeAgent({ instance_id: A }));

    const ended = await fleet.terminate();

    expect([ended.exitCode, outcomes(ended)]).toEqual([3, { [A]: 'refused, not told, TERMINATION_REFUSED', [B]: DONE }]);
    expect(ended.stdout).toContain('Its persistent spot request sir-persist1 was cancelled before.');
    expect([fleet.ec2.doomed, fleet.stateOf(A)]).toEqual([[B], 'running']);
  });

  test('a persistent request is cancelled first, and nothing comes back', async () => {
    const fleet = await faultyFleet({
      zombies: { [A]: { spotRequestId: 'sir-persist1' } },
      spotRequests: [{ id: 'sir-persist1', region: 'ap-south-1', type: 'persistent', instanceId: A }],
    });

    const ended = await fleet.terminate();

    expect([ended.exitCode, outcomes(ended)]).toEqual([0, { [A]: DONE }]);
    expect(fleet.emulator.instances().map(({ state }) => state)).toEqual(['running', 'terminated']);
  });

  test('a persistent request that EC2 hid at the plan has launched another: the run says so', async () => {
    const fleet = await faultyFleet({
      zombies: { [A]: { spotRequestId: 'sir-persist1' } },
      spotRequests: [{ id: 'sir-persist1', region: 'ap-south-1', type: 'persistent', instanceId: A }],
      faults: [{ on: 'DescribeSpotInstanceRequests', mishap: { status: 403, code: 'UnauthorizedOperation' }, calls: (call) => call === 1 }],
    });

    const ended = await fleet.terminate();

    expect([ended.exitCode, outcomes(ended)]).toEqual([3, { [A]: 'terminated, told, RESPAWNED' }]);
  });

  test('stuck in shutting-down: the wait ends with 5, and the next run tells the end once', async () => {
    const fleet = await faultyFleet({ zombies: { [A]: {} }, shuttingDownSeconds: 4 });

    const expired = await fleet.terminate('--wait-timeout', '1s');
    const finished = await fleet.terminate();

    expect([expired.exitCode, outcomes(expired)]).toEqual([5, { [A]: 'pending, not told, WAIT_EXPIRED' }]);
    expect([finished.exitCode, outcomes(finished)[A]]).toEqual([0, DONE]);
    expect(fleet.ec2.actions.filter((action) => action === 'TerminateInstances')).toHaveLength(1);
  });

  test('credentials of another account: absent is not gone, and nothing is told', async () => {
    const fleet = await faultyFleet({ zombies: { [A]: {}, [B]: {} }, isOtherAccount: true });

    const ended = await fleet.terminate();

    const unknown = 'unknown, not told, OUTCOME_UNKNOWN';
    expect([ended.exitCode, outcomes(ended)]).toEqual([3, { [A]: unknown, [B]: unknown }]);
    expect(await fleet.reported()).toEqual([]);
  });
});
