import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { binPath } from '../support/run-command.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';

async function withZombie(shuttingDownSeconds = 0): Promise<SandboxRun> {
  const run = await sandboxRun({ shuttingDownSeconds });
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', NEW, '--yes');
  return run;
}

/** Kills the termination as soon as it has said that much. */
async function killAfter(run: SandboxRun, said: string): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [binPath, 'zombies', '--terminate', '--yes'], { env: { ...process.env, ...run.env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
    if (stderr.includes(said)) child.kill('SIGKILL');
  });
  return await new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}

test('a run that is killed while EC2 ends the instance is resumed, and its end reported once', async () => {
  const run = await withZombie(2);

  const signal = await killAfter(run, 'EC2 accepted');
  const before = await run.spotctl('journal', 'list', '-o', 'json');
  const resumed = await run.spotctl('journal', 'resume');
  const again = await run.spotctl('journal', 'resume');

  expect(signal).toBe('SIGKILL');
  expect(JSON.parse(before.stdout).items).toMatchObject([{ status: 'open', confirmed: 1, gone: 0, left: { await: 1 } }]);
  expect([resumed.exitCode, await run.stateOf(OLD)]).toEqual([0, 'terminated']);
  expect(resumed.stdout).toContain('1 terminated in account 123456789012; 1 end reported to the backend.');
  expect([again.exitCode, again.stdout]).toEqual([0, '✓ Nothing is left to resume.\n']);
});

test('shows a run with what was recorded of each instance, oldest first', async () => {
  const run = await withZombie();
  await run.spotctl('zombies', '--terminate', '--yes');

  const shown = await run.spotctl('journal', 'show', 'last');
  const document = JSON.parse((await run.spotctl('journal', 'show', 'last', '-o', 'json')).stdout);

  expect(shown.exitCode).toBe(0);
  expect(shown.stdout).toContain('  closed\n');
  expect(document).toMatchObject({ kind: 'JournalRun', status: 'closed', confirmed: 1, gone: 1, reported: 1 });
  expect(document.events.map(({ text }: { readonly text: string }) => text.replace(/ \(request .*\)| of .*|: ended.*$/u, ''))).toEqual([
    'planned to terminate it as a zombie',
    'confirmed with --yes',
    'termination about to be sent to EC2',
    'EC2 accepted the termination',
    'terminated; its end counts as',
    'report about to be sent',
    'the backend acknowledged its end',
  ]);
});

test('keeps a report that the backend did not take, and delivers it with the time of the end', async () => {
  const run = await withZombie(1);
  await killAfter(run, 'EC2 accepted');
  const { stdout } = await run.spotctl('journal', 'list', '-o', 'name');
  const id = stdout.trim();

  const elsewhere = await run.spotctlWith({ ...run.env, SPOTCTL_BACKEND_URL: 'http://127.0.0.1:9' }, 'journal', 'resume', id);
  const delivered = await run.spotctl('journal', 'resume', id.slice(0, 12), '-o', 'json');

  expect(elsewhere.exitCode).toBe(6);
  expect(elsewhere.stderr).toContain('RUN_ELSEWHERE');
  expect(JSON.parse(delivered.stdout).reports[0].targets).toMatchObject([{ id: OLD, outcome: 'terminated', reported: true }]);
});

test('two runs at once end each instance once, and the other is told who does', async () => {
  const run = await withZombie(2);

  const both = await Promise.all([run.spotctl('zombies', '--terminate', '--yes'), run.spotctl('zombies', '--terminate', '--yes')]);

  const reports = (await run.spotctl('journal', 'list', '-o', 'json')).stdout;
  const reported = JSON.parse(reports).items.reduce((sum: number, item: { readonly reported: number }) => sum + item.reported, 0);
  expect(await run.stateOf(OLD)).toBe('terminated');
  expect(reported).toBe(1);
  expect(both.some(({ exitCode }) => exitCode === 0)).toBe(true);
});

test.runIf(process.platform === 'linux')('two runs of one machine with journals of their own end each instance once, too', async () => {
  const run = await withZombie(2);
  const elsewhere = { ...run.env, XDG_STATE_HOME: `${run.env['XDG_STATE_HOME'] ?? ''}-of-another-user` };
  const words = ['zombies', '--terminate', '--yes', '--json'] as const;

  const [one, other] = await Promise.all([run.spotctl(...words), run.spotctlWith(elsewhere, ...words)]);

  const ends = [one, other].flatMap(({ stdout }) => JSON.parse(stdout).targets);
  expect(ends.map(({ outcome }: { readonly outcome: string }) => outcome).toSorted()).toContain('terminated');
  expect(ends.filter(({ outcome }: { readonly outcome: string }) => outcome === 'terminated')).toHaveLength(1);
  expect(await run.stateOf(OLD)).toBe('terminated');
});

test('is empty before anything was terminated, and says which run it does not know', async () => {
  const run = await sandboxRun();

  const list = await run.spotctl('journal', 'list', '-o', 'json');
  const unknown = await run.spotctl('journal', 'show', '01ABC');
  const resumed = await run.spotctl('journal', 'resume');

  expect([list.exitCode, JSON.parse(list.stdout).items]).toEqual([0, []]);
  expect([unknown.exitCode, unknown.stdout]).toEqual([1, '']);
  expect(unknown.stderr).toContain('The journal has no run 01ABC.');
  expect(resumed.stdout).toContain('Nothing is left to resume.');
});
