import { spawn } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { request } from 'undici';
import { binPath } from '../support/run-command.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';

const AGENT = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f3d';
const OLD = 'i-0a1b2c3d4e5f60718';
const CLIENT = 'c11e0000-0000-4000-8000-00000000000a';
const ACCOUNT = '123456789012';

/** A healthy fleet, and a context that names it as a drill target. */
async function drillable(): Promise<SandboxRun> {
  const run = await sandboxRun({ world: 'healthy' });
  const url = run.env['SPOTCTL_BACKEND_URL'] ?? '';
  await run.spotctl('context', 'set', 'staging', '--backend-url', url, '--drill-client', CLIENT, '--drill-account', ACCOUNT);
  return run;
}

/** The database has waits to the second, which the API cannot set. */
function setWait({ env }: SandboxRun, seconds: number): void {
  const database = new DatabaseSync((env['SPOTCTL_DATABASE_URL'] ?? '').replace('sqlite:', ''));
  database.prepare('UPDATE agents SET terminate_wait_seconds = ? WHERE id = ?').run(seconds, AGENT);
  database.close();
}

/** The agent at work, a process after the other, until told to stop. */
function agentAtWork(run: SandboxRun): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const working = (async () => {
    while (!stopping.signal.aborted) await run.spotctl('agent', 'run', '--instance', OLD, '--region', 'ap-south-1', '--once');
  })();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await working;
  };
  onTestFinished(stop);
  return { stop };
}

async function configOf({ env }: SandboxRun): Promise<unknown> {
  return await askBackend(env, `/api/agents/${AGENT}/config`);
}

async function askBackend(env: SandboxRun['env'], path: string): Promise<unknown> {
  const answer = await request(`${env['SPOTCTL_BACKEND_URL'] ?? ''}${path}`, {
    headers: { authorization: `Bearer ${env['SPOTCTL_TOKEN'] ?? ''}` },
  });
  return await answer.body.json();
}

interface Step {
  readonly step: string;
  readonly outcome: string;
}

function stepsOf(stdout: string): Readonly<Record<string, string>> {
  const { steps }: { readonly steps: readonly Step[] } = JSON.parse(stdout);
  return Object.fromEntries(steps.map(({ step, outcome }) => [step, outcome]));
}

const FLAGS = ['drill', '--agent', 'web-02'];

test('is proven from the command to the confirmed end, by an agent that runs beside it', async () => {
  const run = await drillable();
  setWait(run, 3);
  const agent = agentAtWork(run);

  const { stdout, stderr, exitCode } = await run.spotctlSlowly(...FLAGS, '--confirm', 'web-02', '--json');
  await agent.stop();

  const report = JSON.parse(stdout);
  expect([exitCode, report.outcome], stderr + stdout).toEqual([0, 'passed']);
  expect(new Set(Object.values(stepsOf(stdout)))).toEqual(new Set(['proven']));
  expect(report.steps.at(-1).proof).toEqual({
    backend: `${OLD} terminated, is_primary=0, is_active=0`,
    database: expect.stringContaining('termination_confirmed=1'),
    aws: expect.stringContaining(`${OLD} terminated`),
  });
  expect(await run.stateOf(OLD)).toBe('terminated');
  expect(await run.stateOf(report.replacementId)).toBe('running');
  const doctor = await run.spotctl('doctor', '--json');
  expect(JSON.parse(doctor.stdout).findings.filter(({ code }: { readonly code: string }) => code !== 'FL411')).toEqual([]);
});

test('says which step ran out of time where no agent runs, and takes the command back', async () => {
  const run = await drillable();

  const { stdout, exitCode } = await run.spotctlSlowly(...FLAGS, '--yes', '--step-limit', '1s');

  expect(exitCode).toBe(5);
  expect(stdout).toContain('✗ 3 Replacement launched (out of time)');
  expect(stdout).toContain('→ Does an agent run for web-02?');
  expect(stdout).toContain(': it was withdrawn: no agent');
  expect(await askBackend(run.env, `/api/agents/${AGENT}/pending-commands`)).toEqual([]);
  expect(await run.stateOf(OLD)).toBe('running');
});

test('shows what it would do, and does nothing', async () => {
  const run = await drillable();

  const shown = await run.spotctl(...FLAGS, '--wait', '1m', '--dry-run', '--json');
  const unconfirmed = await run.spotctl(...FLAGS, '--wait', '1m');
  const otherwise = await run.spotctl(...FLAGS, '--confirm', 'web-01');

  expect(JSON.parse(shown.stdout)).toMatchObject({
    kind: 'DrillReport',
    outcome: 'planned',
    oldInstanceId: OLD,
    changes: { autoTerminateEnabled: null, terminateWaitSeconds: 60 },
  });
  expect([shown.exitCode, unconfirmed.exitCode, otherwise.exitCode]).toEqual([0, 6, 6]);
  expect(unconfirmed.stderr).toContain('settings   wait 5m → 1m; put back at the end');
  expect(otherwise.stderr).toContain('--confirm says web-01, but the plan comes to web-02.');
  expect(await askBackend(run.env, `/api/agents/${AGENT}/pending-commands`)).toEqual([]);
  expect(await configOf(run)).toMatchObject({ terminate_wait_seconds: 300 });
});

test.each(['90s', '0s'])('a wait that the backend cannot hold is wrong usage: %s', async (wait) => {
  const run = await drillable();

  const { stderr, exitCode } = await run.spotctl(...FLAGS, '--wait', wait, '--yes');

  expect([exitCode, stderr.split('\n')[0]]).toEqual([2, '✗ The backend holds the wait in whole minutes.']);
});

describe('is refused, whatever the flags,', () => {
  test.each([
    ['where no context is in use', [], 'no context is in use'],
    ['for a client that is not named', ['--drill-client=c-other', `--drill-account=${ACCOUNT}`], 'does not name client Acme'],
    ['in an account that is not named', [`--drill-client=${CLIENT}`, '--drill-account=210987654321'], `does not name account ${ACCOUNT}`],
    [
      'at another backend than that of the context',
      ['--backend-url=https://staging.example', `--drill-client=${CLIENT}`, `--drill-account=${ACCOUNT}`],
      'context staging is for another backend',
    ],
  ])('%s', async (...[, flags, reason]) => {
    const run = await sandboxRun({ world: 'healthy' });
    const elsewhere = flags.some((flag) => flag.startsWith('--backend-url'))
      ? []
      : [`--backend-url=${run.env['SPOTCTL_BACKEND_URL'] ?? ''}`];
    if (flags.length > 0) await run.spotctl('context', 'set', 'staging', ...elsewhere, ...flags);

    const { stderr, exitCode } = await run.spotctl(...FLAGS, '--yes');

    expect([exitCode, stderr.split('\n').at(-2)]).toEqual([6, expect.stringContaining('DRILL_REFUSED')]);
    expect(stderr).toContain(reason);
  });
});

/** A drill whose process ends by that signal while it waits for an agent that does not run. */
async function endedBy(run: SandboxRun, signal: 'SIGINT' | 'SIGKILL') {
  const child = spawn(process.execPath, [binPath, ...FLAGS, '--wait', '1m', '--yes', '--json'], { env: { ...process.env, ...run.env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await vi.waitFor(() => expect(stderr).toContain('no agent has carried command'), { timeout: 20_000 });
  const during = await configOf(run);
  child.kill(signal);
  const exitCode = await ended;
  return { exitCode, stdout, during };
}

test('interrupted, it puts back what it changed', async () => {
  const run = await drillable();

  const { exitCode, stdout, during } = await endedBy(run, 'SIGINT');

  expect(exitCode).toBe(130);
  expect(during).toMatchObject({ terminate_wait_seconds: 60 });
  expect(await configOf(run)).toMatchObject({ terminate_wait_seconds: 300 });
  expect(stepsOf(stdout)).toMatchObject({ prepare: 'proven', issue: 'proven', launch: 'interrupted', promote: 'not-reached' });
  expect(await askBackend(run.env, `/api/agents/${AGENT}/pending-commands`)).toEqual([]);
});

test('killed, it refuses the next one until what it changed is put back', async () => {
  const run = await drillable();
  await endedBy(run, 'SIGKILL');

  const next = await run.spotctl(...FLAGS, '--yes');
  const shown = await run.spotctl('drill', '--clean-up', '--dry-run');
  const unconfirmed = await run.spotctl('drill', '--clean-up');
  const before = await configOf(run);
  const cleaned = await run.spotctlSlowly('drill', '--clean-up', '--confirm', 'web-02', '--json');
  const again = await run.spotctl('drill', '--clean-up', '--yes');

  expect([next.exitCode, next.stderr]).toEqual([6, expect.stringContaining('spotctl drill --clean-up')]);
  expect([shown.exitCode, shown.stdout]).toEqual([
    0,
    expect.stringContaining('settings: auto-terminate on, a wait of 300 seconds, as before'),
  ]);
  expect([unconfirmed.exitCode, before]).toEqual([6, expect.objectContaining({ terminate_wait_seconds: 60 })]);
  expect(cleaned.exitCode, cleaned.stderr).toBe(0);
  expect(JSON.parse(cleaned.stdout)).toMatchObject({
    kind: 'DrillCleanup',
    agent: { logicalAgentId: 'web-02' },
    cleanup: [
      { what: 'settings', outcome: 'done' },
      { what: 'command', outcome: 'done' },
      { what: 'old-instance', outcome: 'kept' },
    ],
  });
  expect(await configOf(run)).toMatchObject({ terminate_wait_seconds: 300 });
  expect(await askBackend(run.env, `/api/agents/${AGENT}/pending-commands`)).toEqual([]);
  expect([again.exitCode, again.stdout]).toEqual([0, 'No drill was cut off: there is nothing to clean up.\n']);
});
