import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { binPath } from '../support/run-command.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';

/** Runs the words in a shell, `spotctl` being the built one, and gives its exit code, whatever follows it in the pipe. */
async function exitCodeOf(run: SandboxRun, words: string) {
  const script = `"$NODE" "$BIN" ${words} >&2; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await execa('bash', ['-c', script], { env: { ...run.env, NODE: process.execPath, BIN: binPath } });
  return { exitCode: stdout, stderr };
}

describe('a run that changes something, and that nobody reads any more', () => {
  test.for<readonly [string, string]>([
    ['zombies --terminate --yes 2>&1 | true', '0'],
    ['zombies --terminate --yes --events | true', '0'],
    // Done, and told to nobody.
    ['zombies --terminate --yes --events > /dev/full | true', '1'],
  ])('carries a termination to its end: spotctl %s', async ([words, exitCode]) => {
    const run = await sandboxRun();
    await run.spotctl('schema', 'apply', '--yes');
    await run.spotctl('register-instance', NEW, '--yes');

    const ended = await exitCodeOf(run, words);

    const journal = await run.spotctl('journal', 'list', '--columns', 'status', '--json');
    expect(ended.exitCode).toBe(exitCode);
    expect(await run.stateOf(OLD)).toBe('terminated');
    expect(JSON.parse(journal.stdout)).toMatchObject({ items: [{ status: 'closed' }] });
  });

  test('says by its exit code that it was refused', async () => {
    const run = await sandboxRun();

    const { exitCode } = await exitCodeOf(run, 'register-instance i-0b0b0b0b0b0b0b0b0 --agent web-01 --yes 2>&1 | true');

    expect(exitCode).toBe('6');
  });
});

describe('an answer that cannot be written', () => {
  test.for(['instances', 'instances --json', 'doctor'])('is told in one line, with no stack: spotctl %s > /dev/full', async (words) => {
    const run = await sandboxRun();

    const { exitCode, stderr } = await exitCodeOf(run, `${words} 2>&1 >/dev/full | tail -n 1`);

    expect(stderr).toMatch(/^spotctl: The answer could not be written: ENOSPC: .*\. Free some space, .*\. \[OUTPUT_FAILED\]$/);
    expect(exitCode).toBe('1');
  });
});
