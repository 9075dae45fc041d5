import { chmod, open, rename, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { type FaultyFleet, faultyFleet } from '../support/faulty-fleet.ts';
import { journalIn } from '../support/journal-folder.ts';
import { binPath, repositoryRoot } from '../support/run-command.ts';

const IDS = Array.from({ length: 14 }, (_, number) => `i-${String(number).padStart(17, '0')}`);
const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
const TERMINATE = ['zombies', '--terminate', '--yes', '--max-count', '20'];
const LATER = { NODE_OPTIONS: `--import=${join(repositoryRoot, 'test/support/start-later.js')}`, SECONDS_LATER: '120' };

/** Every other one in another zone, so that one run makes several calls. */
async function fleet(): Promise<FaultyFleet> {
  return await faultyFleet({
    zombies: Object.fromEntries(IDS.map((id, at) => [id, { az: at % 2 === 0 ? 'ap-south-1a' : 'ap-south-1b' }])),
  });
}

/** The run on a disk where no file may become larger: a write beyond that fails, as on a full one. */
async function terminateOnFullDisk(
  { env }: FaultyFleet,
  kibibytes: number,
): Promise<{ readonly exitCode: number | null; readonly stderr: string }> {
  const command = `ulimit -f ${kibibytes}; exec "$0" "$@"`;
  const ended = await execa('bash', ['-c', command, process.execPath, binPath, ...TERMINATE], { env, extendEnv: false, reject: false });
  return { exitCode: ended.exitCode ?? null, stderr: ended.stderr };
}

describe('a disk that is full', () => {
  test(
    'at any size of the journal: nothing is sent that it does not hold, and what was done is told once there is room',
    {
      timeout: 600_000,
    },
    async () => {
      const breaks: string[] = [];
      for (const size of [0, 4, 8, 16, 24, 32, 40, 48, 64]) {
        const full = await fleet();
        const { exitCode, stderr } = await terminateOnFullDisk(full, size);
        const hasBegun = (await journalIn(full.journal).runs()).length > 0;
        breaks.push(exitCode === 0 ? 'through' : hasBegun ? 'in its middle' : 'at its beginning');
        const doneUnkept = hasBegun ? 0 : full.ec2.doomed.length + full.reports.length;
        expect([size, doneUnkept, exitCode === 0 || stderr.includes('JOURNAL_UNWRITABLE')]).toEqual([size, 0, true]);

        const resumed = await full.spotctl(hasBegun ? ['journal', 'resume', '--yes'] : TERMINATE, LATER);

        expect([size, resumed.exitCode, resumed.stderr.includes('✗')]).toEqual([size, 0, false]);
        expect([...full.ec2.doomed].toSorted(), `${size} KiB`).toEqual(IDS);
        expect([...(await full.ends()).keys()].toSorted(), `${size} KiB`).toEqual(IDS);
        expect(await journalIn(full.journal).openRuns()).toEqual([]);
      }
      expect(new Set(breaks)).toEqual(new Set(['at its beginning', 'in its middle', 'through']));
    },
  );
});

describe('a journal that cannot be trusted', () => {
  async function flipByte(file: string): Promise<void> {
    const handle = await open(file, 'r+');
    const content = await handle.readFile();
    const at = content.indexOf('"kind":"confirmed"');
    await handle.write(Buffer.from('C'), 0, 1, at + 8);
    await handle.close();
  }

  function setVersion(file: string): void {
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
  }

  test.for<{ readonly what: string; readonly spoil: (file: string) => Promise<unknown> | void; readonly code: string }>([
    { what: 'with a flipped byte', spoil: flipByte, code: 'JOURNAL_DAMAGED' },
    { what: 'cut short', spoil: async (file) => truncate(file, 5_000), code: 'JOURNAL_DAMAGED' },
    { what: 'of a later version', spoil: setVersion, code: 'JOURNAL_NEWER' },
    { what: 'that others may read', spoil: async (file) => chmod(file, 0o644), code: 'JOURNAL_UNSAFE' },
    {
      what: 'behind a symbolic link',
      spoil: async (file) => {
        await rename(file, `${file}.elsewhere`);
        await symlink(`${file}.elsewhere`, file);
      },
      code: 'JOURNAL_UNSAFE',
    },
  ])('$what: EC2 is never called', async ({ spoil, code }) => {
    const untrusted = await faultyFleet({ zombies: { [A]: {}, [B]: {} }, reportFaults: [{ mishap: { status: 401 } }] });
    await untrusted.spotctl(['terminate', A, '--yes', '--max-count', '1']);
    await spoil(join(untrusted.journal, 'journal.db'));

    const ended = await untrusted.spotctl([...TERMINATE, '--json']);
    const resumed = await untrusted.spotctl(['journal', 'resume', '--json']);

    expect([ended.exitCode, JSON.parse(ended.stdout).error.code]).toEqual([1, code]);
    expect([resumed.exitCode, JSON.parse(resumed.stdout).error.code]).toEqual([1, code]);
    expect([untrusted.ec2.doomed, untrusted.stateOf(B)]).toEqual([[A], 'running']);
  });
});
