import { describe, expect, test } from 'vitest';
import { foldRun } from '../../../src/domain/journal/fold-run.ts';
import { workOf } from '../../../src/domain/journal/work-left.ts';
import type { FakePorts } from '../../support/fake-ports.ts';
import { outcomesOf, terminateAll, type TerminationResult, zombieWorld } from '../../support/terminate.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';

async function onlyRun(ports: FakePorts): Promise<readonly string[]> {
  const [run] = await ports.fakeJournal.runs();
  return (run?.records ?? []).map(({ record }) => ('act' in record ? `${record.kind} ${record.act}` : record.kind));
}

describe('a termination in the journal', () => {
  test('holds plan and confirmation first, and each act before what came of it', async () => {
    const ports = zombieWorld({ [A]: { spotRequestId: 'sir-1' } });
    ports.fakeCloud.requests.set('sir-1', { id: 'sir-1', type: 'persistent', state: 'active', instanceId: A });

    await terminateAll(ports);

    expect(await onlyRun(ports)).toEqual([
      'begun',
      'planned',
      'confirmed',
      'attempt cancel-spot-request',
      'answer cancel-spot-request',
      'attempt terminate',
      'answer terminate',
      'gone',
      'reporting',
      'reported',
      'ended',
      'closed',
    ]);
  });

  test('keeps request ids, and refuses with EC2’s own code', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: { az: 'ap-south-1b' } });
    ports.fakeCloud.deniedIds.add(B);

    await terminateAll(ports);

    expect((await ports.fakeJournal.history(A)).map(({ text }) => text)).toContain('EC2 accepted the termination (request a1b2c3)');
    expect((await ports.fakeJournal.history(B)).map(({ text }) => text)).toContain(`EC2 refused: not authorized to terminate ${B}`);
  });

  test('asks EC2 nothing that the journal cannot hold', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeJournal.faults.add({ on: 'begin', code: 'JOURNAL_UNWRITABLE' });

    const running = terminateAll(ports);

    await expect(running).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
    expect(ports.fakeCloud.calls).toEqual([]);
  });

  test('stops sending when the disk is full, and says of each what it was', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: { az: 'ap-south-1b' } });
    ports.fakeJournal.faults.before('write', () => ports.fakeJournal.faults.add({ on: 'write', code: 'JOURNAL_UNWRITABLE' }));

    const { report, meaning } = await terminateAll(ports);

    expect(ports.fakeCloud.calls).toEqual([]);
    expect(outcomesOf(report)).toEqual({
      [A]: 'failed, not reported, JOURNAL_UNWRITABLE',
      [B]: 'failed, not reported, JOURNAL_UNWRITABLE',
    });
    expect(meaning).toBe('problems');
  });

  test('does not report an end that it cannot keep, and leaves it to be resumed', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeBackend.faults.before('reportTermination', () => undefined);
    ports.clock.after(5, () => ports.fakeJournal.faults.add({ on: 'write', code: 'JOURNAL_UNWRITABLE' }));

    const { report, meaning } = await terminateAll(ports);

    const [run] = await ports.fakeJournal.openRuns();
    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, not reported, REPORT_UNDELIVERED' });
    expect(meaning).toBe('partial');
    expect(ports.fakeBackend.reports).toEqual([]);
    expect([...workOf(foldRun(run?.records ?? []))]).toEqual([[A, 'await']]);
  });
});

describe('two runs', () => {
  test('never work on one instance, and the second is told who does', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {} });
    const { fakeCloud } = ports;
    const send = fakeCloud.terminate.bind(fakeCloud);
    let second: TerminationResult | null = null;
    fakeCloud.terminate = async (region, ids) => {
      second ??= await terminateAll(ports);
      return await send(region, ids);
    };

    const first = await terminateAll(ports);

    const held = 'Not touched: run 01JDC0000000000000000000RN works on it (process 4711 on workstation).';
    expect(second).toMatchObject({ meaning: 'refused', report: { targets: [{ error: { code: 'RUN_HELD', message: held } }, { id: B }] } });
    expect(outcomesOf(first.report)).toEqual({ [A]: 'terminated, reported', [B]: 'terminated, reported' });
    expect(fakeCloud.calls).toEqual([`terminate ${A} ${B}`]);
    expect(ports.fakeBackend.reports).toHaveLength(2);
  });

  test('with journals of their own do not work on one instance either', async () => {
    const fleet = zombieWorld({ [A]: {}, [B]: {} });
    const heldBy = new Map([[A, 'run 01OTHER (process 4712 on workstation)']]);
    const ports = { ...fleet, machine: { ...fleet.machine, claim: async () => ({ heldBy, release: () => undefined }) } };

    const { report, meaning } = await terminateAll(ports);

    const error = {
      code: 'RUN_HELD',
      message: 'Not touched: run 01OTHER (process 4712 on workstation) works on it, with a journal of its own.',
    };
    expect(report.targets).toMatchObject([
      { id: A, outcome: 'refused', reported: false, error },
      { id: B, outcome: 'terminated', reported: true },
    ]);
    expect([meaning, fleet.fakeCloud.calls]).toEqual(['partial', [`terminate ${B}`]]);
    expect(await fleet.fakeJournal.openRuns()).toEqual([]);
  });

  test('take over what a dead run had confirmed and not sent, and report what it had seen end at the time it saw', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeBackend.faults.add({ on: 'reportTermination', code: 'BACKEND_FAILED', times: 4 });
    await terminateAll(ports);
    ports.clock.pass(3_000);

    const next = await terminateAll(ports);

    expect(outcomesOf(next.report)).toEqual({ [A]: 'already-gone, reported' });
    expect(ports.fakeBackend.reports).toEqual([{ instanceId: A, terminatedAt: '2026-11-23T12:00:12.000Z' }]);
    expect(await ports.fakeJournal.openRuns()).toEqual([]);
  });
});
