import { expect, onTestFinished, test } from 'vitest';
import { requireServer } from '../support/require-server.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';
import { hasTerminal, openTerminal, type TerminalSession } from '../support/terminal.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';

async function onTerminal(...args: readonly string[]): Promise<{ readonly run: SandboxRun; readonly terminal: TerminalSession }> {
  const run = await sandboxRun();
  const terminal = await openTerminal(['register-instance', ...args], { env: run.env, columns: 80 });
  onTestFinished(() => terminal.close());
  return { run, terminal };
}

async function primaryIn(run: SandboxRun): Promise<string> {
  return (await run.spotctl('primaries', '-o', 'name')).stdout;
}

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  test('registers what the operator chose from the discovered by its number', async () => {
    const { run, terminal } = await onTerminal('--discover');
    await terminal.waitFor('Which of them?');

    await terminal.press('1', 'Enter');
    await terminal.waitFor('Type yes to go on');
    await terminal.press('yes', 'Enter');

    expect(await terminal.exitCode()).toBe(0);
    expect(await terminal.screen()).toContain(`${NEW} is the primary of agent web-01`);
    expect(await primaryIn(run)).toBe(`${NEW}\n`);
  });

  test.for([
    ['none', 0, 'Nothing was registered.'],
    ['7', 6, '7 is not between 1 and 1. Nothing was done.'],
  ] as const)('does nothing where the operator chooses %s', async ([typed, exitCode, said]) => {
    const { run, terminal } = await onTerminal('--discover');
    await terminal.waitFor('Which of them?');

    await terminal.press(typed, 'Enter');

    expect(await terminal.exitCode()).toBe(exitCode);
    expect(await terminal.screen()).toContain(said);
    expect(await primaryIn(run)).toBe(`${OLD}\n`);
  });

  test('registers several of the discovered once their count is typed', async () => {
    const run = await sandboxRun({ world: 'fleet', size: 1_000 });
    const terminal = await openTerminal(['register-instance', '--discover'], { env: run.env, columns: 80 });
    onTestFinished(() => terminal.close());
    await terminal.waitFor('Which of them?');
    await terminal.press('1,2-3', 'Enter');
    await terminal.waitFor('Type 3 to go on');

    await terminal.press('3', 'Enter');

    expect(await terminal.exitCode()).toBe(0);
    expect(await terminal.screen()).toContain('Of 3 instances: 3 registered.');
  });

  test('does nothing when the choice is answered with Ctrl-C', async () => {
    const { run, terminal } = await onTerminal('--discover');
    await terminal.waitFor('Which of them?');

    await terminal.press('C-c');

    expect(await terminal.exitCode()).toBe(130);
    expect(await primaryIn(run)).toBe(`${OLD}\n`);
  });

  test('asks for the count of several, and does nothing when another is typed', async () => {
    const { run, terminal } = await onTerminal(NEW, 'i-0ffffffffffffffff');
    await terminal.waitFor('Type 1 to go on');

    await terminal.press('2', 'Enter');

    expect(await terminal.exitCode()).toBe(6);
    expect(await terminal.screen()).toContain('"2" is not 1. Nothing was done.');
    expect(await primaryIn(run)).toBe(`${OLD}\n`);
  });

  test('keeps a registration whose old primary the operator then does not want terminated, and is only partly done', async () => {
    const { run, terminal } = await onTerminal(NEW, '--terminate-demoted');
    await terminal.waitFor('Type yes to go on');
    await terminal.press('yes', 'Enter');
    await terminal.waitFor('Terminate in account');

    await terminal.press('no', 'Enter');

    expect(await terminal.exitCode()).toBe(3);
    expect(await terminal.screen()).toContain(`! ${OLD} is not terminated`);
    expect(await primaryIn(run)).toBe(`${NEW}\n`);
    expect(await run.stateOf(OLD)).toBe('running');
  });
});
