import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { WorldName } from '../../src/sandbox/worlds/world.ts';
import { requireServer } from '../support/require-server.ts';
import { isolatedEnv, repositoryRoot, runCommand } from '../support/run-command.ts';
import { launcherFolder } from '../support/launcher.ts';
import { sandboxRun } from '../support/sandbox-run.ts';
import { removeFolder } from '../support/remove-folder.ts';

const FOLDER = join(repositoryRoot, 'examples/runbooks');
const OLD = 'i-029c1999a147722de';

interface Runbook {
  readonly exitCode: number | undefined;
  readonly stdout: string;
}

/** Runs a runbook as cron would, with this environment and the `spotctl` of that folder. */
async function follow(
  [name, ...words]: readonly [name: string, ...words: string[]],
  env: Readonly<Record<string, string>>,
): Promise<Runbook> {
  const home = await temporaryFolder();
  const path = `${env['PATH'] ?? (await launcherFolder())}:/usr/bin:/bin`;
  const { exitCode, stdout } = await execa(join(FOLDER, name), words, {
    env: { ...isolatedEnv(home), ...env, PATH: path },
    extendEnv: false,
    reject: false,
  });
  return { exitCode, stdout };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-runbook-'));
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** A program by the name of spotctl that only ends with that code: for endings that no sandbox comes to by itself. */
async function spotctlThatEndsWith(exitCode: number): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'spotctl'), `#!/bin/sh\necho said\nexit ${exitCode}\n`, { mode: 0o755 });
  return folder;
}

describe('the nightly sweep', () => {
  test('ends a zombie past its wait, and says nothing', async () => {
    const sandbox = await sandboxRun({ world: 'FL402' });
    const zombies = await sandbox.spotctl('zombies', '-o', 'name');

    const { exitCode, stdout } = await follow(['nightly-sweep.sh'], sandbox.env);

    expect(zombies.stdout.trim()).toMatch(/^i-\w+$/u);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(await sandbox.stateOf(zombies.stdout.trim())).toBe('terminated');
  });

  test('has nothing to say of a healthy fleet', async () => {
    const sandbox = await sandboxRun({ world: 'healthy' });

    const { exitCode, stdout } = await follow(['nightly-sweep.sh'], sandbox.env);

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  });

  test('leaves to an operator what a guard refuses', async () => {
    const sandbox = await sandboxRun();

    const { exitCode, stdout } = await follow(['nightly-sweep.sh'], sandbox.env);

    expect(exitCode).toBe(6);
    expect(stdout).toMatch(/^A guard refused\./u);
    expect(stdout).toContain(`${OLD}: Not terminated: the backend still marks it as primary.`);
    expect(await sandbox.stateOf(OLD)).toBe('running');
  });

  test('says that the credentials are refused', async () => {
    const sandbox = await sandboxRun();

    const { exitCode, stdout } = await follow(['nightly-sweep.sh'], { ...sandbox.env, SPOTCTL_TOKEN: 'revoked' });

    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/^The backend or AWS refused the credentials\./u);
  });

  test.each([
    [3, 'Some could not be ended'],
    [5, 'EC2 takes long to end them.'],
    [130, 'It was interrupted.'],
    [1, 'It failed (1):'],
    [2, 'It failed (2):'],
  ])('says what an ending with %i means, passes it on, and shows what was told', async (ending, meaning) => {
    const { exitCode, stdout } = await follow(['nightly-sweep.sh'], { PATH: await spotctlThatEndsWith(ending) });

    expect(exitCode).toBe(ending);
    expect(stdout.startsWith(meaning)).toBe(true);
    expect(stdout).toContain('\nsaid');
  });
});

describe('the weekly cost', () => {
  test('adds up what runs, by agent, and names what nobody wants', async () => {
    const sandbox = await sandboxRun();

    const { exitCode, stdout } = await follow(['weekly-cost.sh'], sandbox.env);

    expect(stdout.replace(/since \S+/u, 'since MOMENT')).toBe(`2 running: $0.0269 an hour, $4.52 a week
  web-01                  2  $4.52 a week

1 unwanted: $0.33 wasted so far, $2.27 more each week
  ${OLD}  web-01  ap-south-1  since MOMENT  $0.33
End them: spotctl zombies --terminate`);
    expect(exitCode).toBe(0);
  });

  test('wastes nothing where the fleet is healthy', async () => {
    const sandbox = await sandboxRun({ world: 'healthy' });

    const { exitCode, stdout } = await follow(['weekly-cost.sh'], sandbox.env);

    expect(stdout).toContain('\n0 unwanted: $0.00 wasted so far, $0.00 more each week');
    expect(exitCode).toBe(0);
  });

  test('makes up no report where the fleet cannot be read', async () => {
    const sandbox = await sandboxRun();

    const { exitCode, stdout } = await follow(['weekly-cost.sh'], { ...sandbox.env, SPOTCTL_TOKEN: 'revoked' });

    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
  });
});

describe('the metrics for Prometheus', () => {
  test.each<{ readonly world: WorldName; readonly errors: number }>([
    { world: 'incident', errors: 1 },
    { world: 'healthy', errors: 0 },
  ])('are put in place whole, readable by all, whether or not there are findings: $world', async ({ world, errors }) => {
    const sandbox = await sandboxRun({ world });
    const folder = await temporaryFolder();

    const { exitCode, stdout } = await follow(['prometheus-textfile.sh', folder], sandbox.env);

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(await readdir(folder)).toEqual(['spotctl.prom']);
    const text = await readFile(join(folder, 'spotctl.prom'), 'utf8');
    expect(text).toContain(`spotctl_findings{code="FL401",severity="error"} ${errors}\n`);
    expect(text).toMatch(/# EOF\n$/u);
    expect((await stat(join(folder, 'spotctl.prom'))).mode & 0o777).toBe(0o644);
  });

  test('of the last time stay where nothing can be said', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'spotctl.prom'), 'of the last time');

    const { exitCode } = await follow(['prometheus-textfile.sh', folder], { PATH: await spotctlThatEndsWith(2) });

    expect(exitCode).toBe(2);
    expect(await readdir(folder)).toEqual(['spotctl.prom']);
    expect(await readFile(join(folder, 'spotctl.prom'), 'utf8')).toBe('of the last time');
  });
});

describe('the drill in staging', () => {
  const PRIMARY = 'i-0a1b2c3d4e5f60718';

  /** A healthy fleet whose context names it as a drill target, in a folder of settings of its own. */
  async function staging(): Promise<Readonly<Record<string, string>>> {
    const { env } = await sandboxRun({ world: 'healthy' });
    const url = env['SPOTCTL_BACKEND_URL'] ?? '';
    const target = ['--drill-client=c11e0000-0000-4000-8000-00000000000a', '--drill-account=123456789012'];
    const placed = { ...env, XDG_CONFIG_HOME: await temporaryFolder() };
    await runCommand(['context', 'set', 'staging', `--backend-url=${url}`, ...target], { env: placed });
    return placed;
  }

  test('hands its flags on, and is silent when nothing is amiss', async () => {
    const { exitCode, stdout } = await follow(['staging-drill.sh', 'web-02', '--dry-run'], await staging());

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  });

  test('holds no drill on a fleet that is ill', async () => {
    const { env } = await sandboxRun();

    const { exitCode, stdout } = await follow(['staging-drill.sh', 'web-01'], env);

    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^No drill was held: the fleet is not healthy, or cannot be seen whole \(1\)\./u);
  });

  test('says that no agent runs', { timeout: 180_000 }, async () => {
    const { exitCode, stdout } = await follow(['staging-drill.sh', 'web-02', '--step-limit', '1s'], await staging());

    expect(exitCode).toBe(5);
    expect(stdout).toMatch(/^A step took longer than it may\. Does an agent run for web-02\?/u);
    expect(stdout).toContain('Replacement launched (out of time)');
  });

  test('is refused where no context allows it', async () => {
    const { env } = await sandboxRun({ world: 'healthy' });

    const { exitCode, stdout } = await follow(['staging-drill.sh', 'web-02'], env);

    expect(exitCode).toBe(6);
    expect(stdout).toMatch(/^The drill was refused/u);
    expect(stdout).toContain('DRILL_REFUSED');
  });

  test('is silent when an agent takes it through to the confirmed end', { timeout: 180_000 }, async () => {
    const env = await staging();
    const database = new DatabaseSync((env['SPOTCTL_DATABASE_URL'] ?? '').replace('sqlite:', ''));
    // The API takes whole minutes only.
    database.exec('UPDATE agents SET terminate_wait_seconds = 3');
    database.close();
    const drill = follow(['staging-drill.sh', 'web-02'], env);
    const over = new AbortController();
    void drill.finally(() => over.abort());

    while (!over.signal.aborted) await runCommand(['agent', 'run', '--instance', PRIMARY, '--region', 'ap-south-1', '--once'], { env });

    expect(await drill).toEqual({ exitCode: 0, stdout: '' });
  });
});

const hasShellcheck = () => execaSync('shellcheck', ['--version'], { reject: false }).exitCode === 0;

await requireServer({ name: 'shellcheck', isAvailable: hasShellcheck }, () => {
  test('has nothing to say of the runbooks', async () => {
    const runbooks = (await readdir(FOLDER)).map((name) => join(FOLDER, name));

    const { stdout, exitCode } = await execa('shellcheck', runbooks, { reject: false });

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  });

  test('has nothing to say of the runbook that doctor writes', async () => {
    const sandbox = await sandboxRun();
    const { stdout: runbook } = await sandbox.spotctl('doctor', '--runbook');

    const { stdout, exitCode } = await execa('shellcheck', ['-'], { input: runbook, reject: false });

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  });
});
