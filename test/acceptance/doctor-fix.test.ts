import { expect, onTestFinished, test } from 'vitest';
import { requireServer } from '../support/require-server.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';
import { hasTerminal, openTerminal, type TerminalSession } from '../support/terminal.ts';

const OLD = 'i-029c1999a147722de';
const QUESTION = 'Run it? y, n or q to quit:';

interface Fixing {
  readonly run: SandboxRun;
  readonly terminal: TerminalSession;
}

async function fixing(): Promise<Fixing> {
  const run = await sandboxRun();
  const terminal = await openTerminal(['doctor', '--fix'], { env: run.env, columns: 80 });
  onTestFinished(() => terminal.close());
  await terminal.waitFor(/Step 1 of 3[^]*Run it\?/u);
  return { run, terminal };
}

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  test('walks through the incident, one agreement each, and ends with a healthy fleet', async () => {
    const { run, terminal } = await fixing();

    await terminal.press('y', 'Enter');
    await terminal.waitFor(/Step 2 of 3[^]*Run it\?/u);
    await terminal.press('y', 'Enter');
    await terminal.waitFor('Type yes to go on');
    await terminal.press('yes', 'Enter');
    await terminal.waitFor(/Step 3 of 3[^]*Run it\?/u);
    await terminal.press('y', 'Enter');
    await terminal.waitFor('Type 1 to go on');
    await terminal.press('1', 'Enter');

    expect(await terminal.exitCode(30)).toBe(0);
    expect(await terminal.screen()).toMatch(/Looking again\.[^]*✓ Healthy:/u);
    expect(await run.stateOf(OLD)).toBe('terminated');
  });

  test('leaves out what is declined, and ends with 1 for what is left', async () => {
    const { run, terminal } = await fixing();

    await terminal.press('y', 'Enter');
    await terminal.waitFor(/Step 2 of 3[^]*Run it\?/u);
    await terminal.press('n', 'Enter');
    await terminal.waitFor(/Step 3 of 3[^]*Run it\?/u);
    await terminal.press('q', 'Enter');

    expect(await terminal.exitCode()).toBe(1);
    expect((await terminal.screen()).split('Looking again.')[1]).toMatch(/FL401[^]*FL404/u);
    expect((await terminal.screen()).split('Looking again.')[1]).not.toContain('SC102');
    expect(await run.stateOf(OLD)).toBe('running');
  });

  test('asks again where the answer is none of these', async () => {
    const { terminal } = await fixing();

    await terminal.press('maybe', 'Enter');
    await terminal.waitFor(new RegExp(`${QUESTION.replace('?', '\\?')} maybe[^]*Run it\\?`, 'u'));
    await terminal.press('q', 'Enter');

    expect(await terminal.exitCode()).toBe(1);
    expect(await terminal.screen()).toContain('Nothing was done.');
  });

  test('keeps what was done on Ctrl-C at a question, and says it', async () => {
    const { run, terminal } = await fixing();
    await terminal.press('y', 'Enter');
    await terminal.waitFor(/Step 2 of 3[^]*Run it\?/u);

    await terminal.press('C-c');

    expect(await terminal.exitCode()).toBe(130);
    expect(await terminal.screen()).toMatch(/What was done stays done:\s+spotctl schema apply\./u);
    expect((await run.spotctl('schema', 'status')).exitCode).toBe(0);
    expect(await run.stateOf(OLD)).toBe('running');
  });

  test('ends with 130 on Ctrl-C at the question of a step’s own command', async () => {
    const { run, terminal } = await fixing();
    await terminal.press('n', 'Enter');
    await terminal.waitFor(/Step 2 of 3[^]*Run it\?/u);
    await terminal.press('y', 'Enter');
    await terminal.waitFor('Type yes to go on');

    await terminal.press('C-c');

    expect(await terminal.exitCode()).toBe(130);
    expect(await terminal.screen()).toContain('No step was completed.');
    expect((await run.spotctl('doctor', '--only', 'FL404')).exitCode).toBe(1);
  });
});

test('is refused without a terminal, before anything is asked, with the script as the next step', async () => {
  const run = await sandboxRun();

  const { exitCode, stdout, stderr } = await run.spotctl('doctor', '--fix');

  expect([exitCode, stdout]).toEqual([6, '']);
  expect(stderr).toContain('spotctl doctor --runbook');
});
