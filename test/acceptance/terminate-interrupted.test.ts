import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { faultyFleet } from '../support/faulty-fleet.ts';
import { requireServer } from '../support/require-server.ts';
import { binPath } from '../support/run-command.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';
import { hasTerminal, openTerminal, type TerminalSession } from '../support/terminal.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';
const RUNS = z.object({ items: z.array(z.looseObject({ status: z.string(), left: z.record(z.string(), z.number()) })) });

async function withZombie(shuttingDownSeconds: number): Promise<SandboxRun> {
  const run = await sandboxRun({ shuttingDownSeconds });
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', NEW, '--yes');
  return run;
}

/** The one run of the journal, as a list tells it. */
async function runOf(run: SandboxRun): Promise<unknown> {
  const { stdout } = await run.spotctl('journal', 'list', '-o', 'json');
  return RUNS.parse(JSON.parse(stdout)).items.map(({ status, left }) => ({ status, left }));
}

const AWAITING = [{ status: 'open', left: { look: 0, await: 1, report: 0, confirm: 0 } }];

test('the first Ctrl-C says how to go on, and the second ends the run at once, whatever it waits for', async () => {
  let hangs = true;
  const fleet = await faultyFleet({ zombies: { [OLD]: {} }, reportFaults: [{ mishap: 'book, then hang', calls: () => hangs }] });
  const child = spawn(process.execPath, [binPath, 'zombies', '--terminate', '--yes', '--max-count', '1'], { env: fleet.env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));

  await expect.poll(() => fleet.reports, { timeout: 15_000 }).toEqual([OLD]);
  child.kill('SIGINT');
  await expect.poll(() => said, { timeout: 15_000 }).toContain('Press Ctrl-C again to stop at once.');
  const isAlive = child.exitCode === null;
  child.kill('SIGINT');
  const exitCode = await new Promise((resolve) => child.once('exit', resolve));
  hangs = false;
  const before = await fleet.ends();
  const resumed = await fleet.spotctl(['journal', 'resume']);

  expect([isAlive, exitCode]).toEqual([true, 130]);
  expect(said).toMatch(/Either way, spotctl journal resume [0-9A-Z]{26} goes on\./u);
  expect([resumed.exitCode, fleet.reports]).toEqual([0, [OLD, OLD]]);
  expect(await fleet.ends()).toEqual(before);
  expect(fleet.ec2.doomed).toEqual([OLD]);
});

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  async function terminating(run: SandboxRun): Promise<TerminalSession> {
    const terminal = await openTerminal(['zombies', '--terminate'], { env: run.env });
    onTestFinished(() => terminal.close());
    await terminal.waitFor('Type 1 to go on');
    await terminal.press('1', 'Enter');
    await terminal.waitFor('shutting-down');
    return terminal;
  }

  test('a terminal that closes is an interrupt: the run ends in order, and is resumed', async () => {
    const run = await withZombie(4);
    const terminal = await terminating(run);

    await terminal.close();
    await expect.poll(async () => await runOf(run), { timeout: 15_000 }).toEqual(AWAITING);
    const resumed = await run.spotctl('journal', 'resume');

    expect(resumed.exitCode).toBe(0);
    expect(resumed.stdout).toContain('1 terminated in account 123456789012; 1 end reported to the backend.');
  });
});
