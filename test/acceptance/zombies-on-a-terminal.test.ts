import { expect, onTestFinished, test } from 'vitest';
import { requireServer } from '../support/require-server.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';
import { hasTerminal, openTerminal, type TerminalSession } from '../support/terminal.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';

interface OnTerminal {
  readonly run: SandboxRun;
  readonly terminal: TerminalSession;
}

async function terminating(
  facts: { readonly shuttingDownSeconds?: number; readonly columns?: number; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<OnTerminal> {
  const { shuttingDownSeconds = 0, columns = 120, env = {} } = facts;
  const run = await sandboxRun({ shuttingDownSeconds });
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', NEW, '--yes');
  const terminal = await openTerminal(['zombies', '--terminate'], { env: { ...run.env, ...env }, columns });
  onTestFinished(() => terminal.close());
  await terminal.waitFor('Type 1 to go on');
  return { run, terminal };
}

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  test('terminates once the operator has typed the number of instances', async () => {
    const { run, terminal } = await terminating();

    await terminal.press('1', 'Enter');

    expect(await terminal.exitCode()).toBe(0);
    expect(await terminal.screen()).toContain('1 terminated in account 123456789012');
    expect(await run.stateOf(OLD)).toBe('terminated');
  });

  test('shows a table that is drawn over itself, and leaves its last state', async () => {
    const { terminal } = await terminating({ shuttingDownSeconds: 2, columns: 80 });

    await terminal.press('1', 'Enter');
    const during = await terminal.waitFor(/shutting-down +\d+s {2}-\n0 gone of 1 instance/);
    await terminal.exitCode();
    const after = await terminal.screen();

    expect(during.match(/STATE/g)).toHaveLength(1);
    expect(after).toMatch(/terminated +\d+s {2}told\n1 gone, 1 reported of 1 instance/);
    expect(after.match(/STATE/g)).toHaveLength(1);
    expect(after).not.toContain('shutting-down');
    expect(after.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('tells line by line where nothing may be drawn', async () => {
    const { terminal } = await terminating({ env: { NO_COLOR: '1' } });

    await terminal.press('1', 'Enter');

    expect(await terminal.exitCode()).toBe(0);
    expect(await terminal.screen()).toContain(`${OLD}: EC2 accepted the termination.`);
  });

  test('does nothing when another number is typed', async () => {
    const { run, terminal } = await terminating();

    await terminal.press('2', 'Enter');

    expect(await terminal.exitCode()).toBe(6);
    expect(await terminal.screen()).toContain('"2" is not 1. Nothing was done.');
    expect(await run.stateOf(OLD)).toBe('running');
  });

  test('does nothing when the question is answered with Ctrl-C', async () => {
    const { run, terminal } = await terminating();

    await terminal.press('C-c');

    expect(await terminal.exitCode()).toBe(130);
    expect(await run.stateOf(OLD)).toBe('running');
  });

  test('ends the wait on Ctrl-C, and the next run reports the end', async () => {
    const { run, terminal } = await terminating({ shuttingDownSeconds: 6 });
    await terminal.press('1', 'Enter');
    await terminal.waitFor('shutting-down');

    await terminal.press('C-c');
    const exitCode = await terminal.exitCode();
    const next = await run.spotctl('zombies', '--terminate', '--yes');

    expect(exitCode).toBe(130);
    expect(await terminal.screen()).toMatch(/What is left: spotctl journal resume [0-9A-Z]{26}/);
    expect(next.exitCode).toBe(0);
    expect(next.stdout).toContain('1 terminated in account 123456789012; 1 end reported to the backend.');
  });

  test('registers once the operator has typed yes', async () => {
    const run = await sandboxRun();
    const terminal = await openTerminal(['register-instance', NEW], { env: run.env });
    onTestFinished(() => terminal.close());
    await terminal.waitFor('Type yes to go on');

    await terminal.press('yes', 'Enter');

    expect(await terminal.exitCode()).toBe(0);
    expect(await terminal.screen()).toContain(`${NEW} is the primary of agent web-01`);
  });
});
