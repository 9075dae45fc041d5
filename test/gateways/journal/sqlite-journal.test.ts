import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../src/domain/journal/run-record.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { begun, journalFolder, journalIn, RUN } from '../../support/journal-folder.ts';

const LATER = '01JDC0000000000000000001RN';
const A = 'i-0aaaaaaaaaaaaaaa1';
const attempt: RunRecord = { kind: 'attempt', act: 'terminate', region: 'ap-south-1', ids: [A], spotRequestIds: [] };
const closed: RunRecord = { kind: 'closed' };
const nothingElse = (records: readonly RunRecord[]) => () => ({ records, releases: [] });

describe('the journal on disk', () => {
  test('tells another process what was written, in its order and with its times', async () => {
    const folder = await journalFolder();
    const clock = new FakeClock();
    const run = await journalIn(folder, clock).begin(RUN, nothingElse([begun()]));
    clock.pass(5);
    await run?.write(attempt, closed);

    const read = await journalIn(folder).runs();

    expect(read).toEqual([
      {
        runId: RUN,
        holder: expect.objectContaining({ pid: 4711 }),
        records: [
          { at: '2026-11-23T12:00:00.000Z', record: begun() },
          { at: '2026-11-23T12:00:05.000Z', record: attempt },
          { at: '2026-11-23T12:00:05.000Z', record: closed },
        ],
      },
    ]);
  });

  test('is empty, and is not made, where nothing was ever terminated', async () => {
    const folder = await journalFolder();
    const journal = journalIn(folder);

    const told = [await journal.runs(), await journal.openRuns(), await journal.history(A)];

    expect(told).toEqual([[], [], []]);
    expect(existsSync(folder)).toBe(false);
  });

  test('is for its owner alone, with all its files', async () => {
    const folder = await journalFolder();
    await journalIn(folder).begin(RUN, nothingElse([begun()]));

    const modes = ['', 'journal.db', 'journal.db-journal', 'locks', `locks/${RUN}.lock`].map(
      (name) => statSync(join(folder, name)).mode & 0o777,
    );

    expect(modes.map((mode) => mode.toString(8))).toEqual(['700', '600', '600', '700', '600']);
  });

  test('lists as open what no record closes, oldest first', async () => {
    const journal = journalIn(await journalFolder());
    await journal.begin(LATER, nothingElse([begun()]));
    const first = await journal.begin(RUN, nothingElse([begun()]));

    const before = await journal.openRuns();
    await first?.write(closed);
    const after = await journal.openRuns();

    expect(before.map(({ runId }) => runId)).toEqual([RUN, LATER]);
    expect(after.map(({ runId }) => runId)).toEqual([LATER]);
  });

  test('tells of one instance what every run recorded of it', async () => {
    const journal = journalIn(await journalFolder());
    await journal.begin(RUN, nothingElse([begun(), attempt]));
    await journal.begin(LATER, nothingElse([begun(), { kind: 'gone', id: A, endedAt: '2026-11-23T12:00:00.000Z', wasAlready: false }]));

    const history = await journal.history(A);

    expect(history).toEqual([
      { at: '2026-11-23T12:00:00.000Z', runId: RUN, text: 'termination about to be sent to EC2' },
      { at: '2026-11-23T12:00:00.000Z', runId: LATER, text: 'terminated; its end counts as of 2026-11-23T12:00:00.000Z' },
    ]);
  });

  test('takes a run and what it releases in one piece, or not at all', async () => {
    const folder = await journalFolder();
    const journal = journalIn(folder);
    const dead = await journal.begin(RUN, nothingElse([begun()]));
    await dead?.release();
    const failing = journal.begin(LATER, () => {
      throw new Error('no decision');
    });

    await expect(failing).rejects.toThrow('no decision');
    await journal.begin(LATER, () => ({
      records: [begun()],
      releases: [{ runId: RUN, records: [{ kind: 'released', ids: [A], to: LATER }, closed] }],
    }));

    expect((await journal.openRuns()).map(({ runId }) => runId)).toEqual([LATER]);
    expect((await journal.runs())[0]?.records.map(({ record }) => record.kind)).toEqual(['begun', 'released', 'closed']);
  });
});

describe('a run', () => {
  test('is held by one process at a time, and is given back', async () => {
    const folder = await journalFolder();
    const first = journalIn(folder);
    const second = journalIn(folder);
    const run = await first.begin(RUN, nothingElse([begun()]));

    const refused = second.takeOver(RUN);

    await expect(refused).rejects.toMatchObject({
      code: 'RUN_HELD',
      message: `Run ${RUN} is being worked on by process 4711 on workstation.`,
    });
    expect((await second.openRuns())[0]?.holder).toEqual({ pid: 4711, host: 'workstation' });
    await run?.release();
    expect((await second.openRuns())[0]?.holder).toBeNull();
    expect((await second.takeOver(RUN)).runId).toBe(RUN);
  });

  test('leaves no lock behind once it is closed', async () => {
    const folder = await journalFolder();
    const run = await journalIn(folder).begin(RUN, nothingElse([begun()]));
    await run?.write(closed);

    await run?.release();

    expect(existsSync(join(folder, 'locks', `${RUN}.lock`))).toBe(false);
  });
});
