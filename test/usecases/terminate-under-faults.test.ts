import { describe, expect, test } from 'vitest';
import { outcomesOf, terminateAll, zombieWorld } from '../support/terminate.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
const C = 'i-0ccccccccccccccc3';

describe('EC2 in trouble', () => {
  test('leaves pending what EC2 throttles beyond its patience, and goes on with the rest', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: { az: 'ap-south-1b' } });
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_THROTTLED', times: 1 });

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'pending, not reported, AWS_THROTTLED', [B]: 'terminated, reported' });
    expect(meaning).toBe('partial');
    expect(ports.fakeCloud.stateOf(A)).toBe('running');
  });

  test('finds what EC2 did although the connection broke before its answer', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {} });
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_UNREACHABLE', times: 1, afterEffect: true });

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported', [B]: 'terminated, reported' });
    expect(meaning).toBe('done');
    expect(ports.fakeCloud.calls).toHaveLength(1);
  });

  test('terminates the others of a batch when one of them is unknown to EC2', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {}, [C]: {} });
    const vanish = (): void => ports.fakeCloud.faults.before('terminate', () => ports.fakeCloud.remove(B));

    const { report, meaning } = await terminateAll(ports, { meanwhile: vanish });

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported', [B]: 'already-gone, reported', [C]: 'terminated, reported' });
    expect(meaning).toBe('done');
  });

  test('sends the others alone when EC2 shows one and yet does not find it', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {}, [C]: {} });
    ports.fakeCloud.unfoundIds.add(B);

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({
      [A]: 'terminated, reported',
      [B]: 'failed, not reported, AWS_NOT_FOUND',
      [C]: 'terminated, reported',
    });
    expect(meaning).toBe('partial');
  });

  test('calls its own what has ended by the time it looks after a lost answer', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeCloud.endSeconds = 0;
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_UNREACHABLE', times: 1, afterEffect: true });

    const { report } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported' });
  });

  test('follows up a lost answer even when the backend cannot be read by then', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_UNREACHABLE', times: 1, afterEffect: true });
    const cutOff = (): void =>
      ports.fakeCloud.faults.before('terminate', () => ports.fakeBackend.faults.add({ on: 'agents', code: 'BACKEND_REFUSED' }));

    const { report } = await terminateAll(ports, { meanwhile: cutOff });

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported' });
  });

  test('leaves pending what it could not look at before the call, since EC2 throttled the look', async () => {
    const ports = zombieWorld({ [A]: {} });

    const { report } = await terminateAll(ports, {
      meanwhile: () => ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_THROTTLED', times: 1 }),
    });

    expect(outcomesOf(report)).toEqual({ [A]: 'pending, not reported, AWS_THROTTLED' });
    expect(ports.fakeCloud.calls).toEqual([]);
  });

  test('does not take one stale look for the end of an instance', async () => {
    const before = zombieWorld({ [A]: {} });
    const during = zombieWorld({ [A]: {} });
    during.fakeCloud.endSeconds = 60;

    const first = await terminateAll(before, { meanwhile: () => before.fakeCloud.missOnce(A) });
    const second = await terminateAll(during, { meanwhile: () => during.clock.after(2, () => during.fakeCloud.missOnce(A)) });

    expect(outcomesOf(first.report)).toEqual({ [A]: 'terminated, reported' });
    expect(outcomesOf(second.report)).toEqual({ [A]: 'terminated, reported' });
    expect(during.fakeBackend.reports[0]?.terminatedAt).toBe('2026-11-23T12:01:02.000Z');
  });

  test('stops waiting when the credentials expire, and says so', async () => {
    const ports = zombieWorld({ [A]: {} });
    const expire = (): void => ports.clock.after(2, () => ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_EXPIRED' }));

    const { report, meaning } = await terminateAll(ports, { meanwhile: expire });

    expect(outcomesOf(report)).toEqual({ [A]: 'pending, not reported, AWS_EXPIRED' });
    expect(meaning).toBe('partial');
  });

  test('leaves one unknown that was launched just now and is not found at once', async () => {
    const ports = zombieWorld({ [A]: { launchedAt: '2026-11-23T11:58:00.000Z' }, [B]: {} });
    const vanish = (): void => ports.fakeCloud.faults.before('terminate', () => ports.fakeCloud.remove(A));

    const { report, meaning } = await terminateAll(ports, { meanwhile: vanish });

    expect(outcomesOf(report)).toEqual({ [A]: 'unknown, not reported, OUTCOME_UNKNOWN', [B]: 'terminated, reported' });
    expect(meaning).toBe('partial');
  });

  test('ends the others when one is protected that was not when the plan was made', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {}, [C]: { az: 'ap-south-1b' } });

    const { report, meaning } = await terminateAll(ports, { meanwhile: () => ports.fakeCloud.protectedIds.add(A) });

    expect(outcomesOf(report)).toEqual({
      [A]: 'refused, not reported, AWS_PROTECTED',
      [B]: 'terminated, reported',
      [C]: 'terminated, reported',
    });
    expect(report.targets[0]?.error?.hint).toBe(`If it is meant, add --unprotect ${A}.`);
    expect(meaning).toBe('partial');
  });

  test('ends the others when EC2 permits all but one', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {} });
    ports.fakeCloud.deniedIds.add(B);

    const { report } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported', [B]: 'failed, not reported, AWS_DENIED' });
  });

  test('lifts protection of a named id and terminates it', async () => {
    const ports = zombieWorld({ [A]: { lifecycle: 'on-demand' } });
    ports.fakeCloud.protectedIds.add(A);

    const { report } = await terminateAll(ports, { options: { unprotect: new Set([A]) } });

    expect(ports.fakeCloud.calls).toEqual([`unprotect ${A}`, `terminate ${A}`]);
    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported' });
  });

  test('sends nothing more once the credentials have expired', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: { az: 'ap-south-1b' } });
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_EXPIRED' });

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'failed, not reported, AWS_EXPIRED', [B]: 'failed, not reported, AWS_EXPIRED' });
    expect(meaning).toBe('problems');
    expect(ports.fakeCloud.calls).toHaveLength(1);
  });

  test('calls an outcome unknown when EC2 can neither answer nor be asked', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeCloud.faults.add({ on: 'terminate', code: 'AWS_UNREACHABLE', afterEffect: true });
    const cutOff = (): void =>
      ports.fakeCloud.faults.before('terminate', () => ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_UNREACHABLE' }));

    const { report, meaning } = await terminateAll(ports, { meanwhile: cutOff });

    expect(outcomesOf(report)).toEqual({ [A]: 'unknown, not reported, OUTCOME_UNKNOWN' });
    expect(meaning).toBe('partial');
    expect(ports.fakeBackend.reports).toEqual([]);
  });

  test('stops waiting when the time is over, and the next run finishes', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeCloud.endSeconds = 120;

    const { report, meaning } = await terminateAll(ports, { waitSeconds: 30 });
    ports.clock.pass(120);
    const next = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'pending, not reported, WAIT_EXPIRED' });
    expect(meaning).toBe('timeout');
    expect(outcomesOf(next.report)).toEqual({ [A]: 'already-gone, reported' });
    expect(ports.fakeCloud.calls).toHaveLength(1);
  });

  test('does not wait when asked not to, and does not call that a failure', async () => {
    const ports = zombieWorld({ [A]: {} });

    const { report, meaning } = await terminateAll(ports, { waitSeconds: null });

    expect(outcomesOf(report)).toEqual({ [A]: 'pending, not reported' });
    expect(meaning).toBe('done');
  });
});

describe('an interrupt', () => {
  test('before the first call leaves everything as it is', async () => {
    const ports = zombieWorld({ [A]: {} });
    const interrupt = new AbortController();

    const { report, meaning } = await terminateAll(ports, { signal: interrupt.signal, meanwhile: () => interrupt.abort() });

    expect(outcomesOf(report)).toEqual({ [A]: 'pending, not reported, INTERRUPTED' });
    expect(meaning).toBe('interrupted');
    expect(ports.fakeCloud.calls).toEqual([]);
  });

  test('between two batches sends no more, and reports what is gone', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: { az: 'ap-south-1b' } });
    const interrupt = new AbortController();
    ports.fakeCloud.endSeconds = 0;
    const stop = (): void => ports.fakeCloud.faults.before('terminate', () => interrupt.abort());

    const { report, meaning } = await terminateAll(ports, { signal: interrupt.signal, meanwhile: stop });

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported', [B]: 'pending, not reported, INTERRUPTED' });
    expect(meaning).toBe('interrupted');
  });

  test('while waiting ends the wait, and the next run goes on', async () => {
    const ports = zombieWorld({ [A]: {} });
    const interrupt = new AbortController();
    ports.clock.after(3, () => interrupt.abort());

    const { report, meaning } = await terminateAll(ports, { signal: interrupt.signal });
    const next = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'pending, not reported, INTERRUPTED' });
    expect(meaning).toBe('interrupted');
    expect(outcomesOf(next.report)).toEqual({ [A]: 'terminated, reported' });
    expect(ports.fakeCloud.calls).toHaveLength(1);
  });
});
