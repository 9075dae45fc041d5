import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { binPath, isolatedEnv } from '../support/run-command.ts';
import { sandboxRun, type SandboxRun } from '../support/sandbox-run.ts';
import { HEALED } from './support/healed-worlds.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** Pipes the runbook into a shell, as an operator would who has read it. */
async function followRunbook(sandbox: SandboxRun) {
  const command = `spotctl() { "${process.execPath}" "${binPath}" "$@"; }; spotctl doctor --runbook | (export -f spotctl; bash)`;
  const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
  onTestFinished(() => removeFolder(home));
  const env = { ...isolatedEnv(home), ...sandbox.env };
  return await execa('bash', ['-c', command], { env, extendEnv: false, reject: false });
}

test('doctor --runbook | bash heals the incident', async () => {
  const sandbox = await sandboxRun();

  const { exitCode, stdout, stderr } = await followRunbook(sandbox);

  expect(stderr).not.toContain('Stopped:');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('$ spotctl schema apply --yes');
  expect(await sandbox.stateOf('i-029c1999a147722de')).toBe('terminated');
  expect((await sandbox.spotctl('doctor')).exitCode).toBe(0);
});

test.each(HEALED)('doctor --runbook | bash heals the world of %s', async (world) => {
  const sandbox = await sandboxRun({ world });

  const { exitCode, stderr } = await followRunbook(sandbox);

  expect(stderr).not.toContain('Stopped:');
  expect(exitCode).toBe(0);
});

test('the runbook of a healthy fleet only looks again', async () => {
  const sandbox = await sandboxRun({ world: 'healthy' });

  const { stdout, exitCode } = await sandbox.spotctl('doctor', '--runbook');

  expect(exitCode).toBe(0);
  expect(stdout.split('\n').filter((line) => line.startsWith('step '))).toEqual(['step 0 spotctl doctor']);
});

test('says the incident in the formats of other programs, and ends with 1 in each', async () => {
  const sandbox = await sandboxRun();

  const runs = await Promise.all(['junit', 'openmetrics', 'github'].map(async (format) => await sandbox.spotctl('doctor', '-o', format)));

  expect(runs.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
  expect(runs[0]?.stdout).toContain('<testsuites name="spotctl doctor"');
  expect(runs[1]?.stdout).toContain('spotctl_findings{code="FL401",severity="error"} 1');
  expect(runs[2]?.stdout).toContain('::error title=FL401');
});

test('offers these formats on no other command', async () => {
  const sandbox = await sandboxRun();

  const { exitCode } = await sandbox.spotctl('instances', '-o', 'junit');

  expect(exitCode).toBe(2);
});
