import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { requireServer } from '../support/require-server.ts';
import { binPath, isolatedEnv, runCommand } from '../support/run-command.ts';
import { hasTerminal, openTerminal } from '../support/terminal.ts';

describe('a reader that has enough', () => {
  test.each(['explain | head -1', 'explain -o json | head -c 10', 'explain -o csv | true'])(
    'ends the run quietly and with 0: %s',
    async (words) => {
      const line = `set -o pipefail; '${process.execPath}' '${binPath}' ${words}`;

      const { stderr, exitCode } = await execa('bash', ['-c', line], { env: isolatedEnv('/nonexistent'), extendEnv: false, reject: false });

      expect([stderr, exitCode]).toEqual(['', 0]);
    },
  );
});

describe('piped', () => {
  test('has no colour and no header, and every column', async () => {
    const { stdout } = await runCommand(['explain'], { env: { FORCE_COLOR: '1', CLICOLOR_FORCE: '1' } });

    const rows = stdout.trimEnd().split('\n');
    expect(stdout).not.toContain('\u001b');
    expect(rows[0]).toMatch(/^SC101\terror\t/);
    expect(rows.every((row) => row.split('\t').length === 3)).toBe(true);
  });

  test('is a document in every format that a list has', async () => {
    const formats = ['table', 'wide', 'json', 'yaml', 'csv', 'tsv', 'name'];

    const runs = await Promise.all(formats.map(async (format) => await runCommand(['explain', '-o', format])));

    expect(runs.map(({ stderr, exitCode }) => [stderr, exitCode])).toEqual(formats.map(() => ['', 0]));
    expect(runs.map(({ stdout }) => stdout.split('\n')[0]?.slice(0, 12))).toEqual([
      'CODE        ',
      'CODE        ',
      '{',
      'apiVersion: ',
      '"code","seve',
      'SC101\terror\t',
      'SC101',
    ]);
  });

  test('is refused as a list where the answer is one document', async () => {
    const { stderr, exitCode } = await runCommand(['explain', 'FL401', '-o', 'csv']);

    expect([stderr.split('\n')[0], exitCode]).toEqual(['✗ -o csv is for lists; this command answers with one document.', 2]);
  });
});

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  async function coloured(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const terminal = await openTerminal(args, { env });
    try {
      await terminal.exitCode();
      return await terminal.screen({ colour: true });
    } finally {
      await terminal.close();
    }
  }

  test('has colour on a terminal', async () => {
    expect(await coloured(['explain', 'FL401'])).toContain('\u001b[');
  });

  test.each([
    ['--no-color', ['explain', 'FL401', '--no-color'], {}],
    ['NO_COLOR', ['explain', 'FL401'], { NO_COLOR: '1' }],
  ])('has none with %s', async (...[, args, env]) => {
    expect(await coloured(args, env)).not.toContain('\u001b[');
  });
});
