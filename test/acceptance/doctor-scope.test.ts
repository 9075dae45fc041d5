import { expect, test } from 'vitest';
import { z } from 'zod';
import { runCommand } from '../support/run-command.ts';
import { sandboxRun } from '../support/sandbox-run.ts';

const REPORT = z.object({
  status: z.string(),
  checks: z.array(z.object({ id: z.string(), status: z.string() })),
  findings: z.array(z.object({ code: z.string() })),
  suppressed: z.array(z.object({ code: z.string(), subject: z.object({ id: z.string() }), reason: z.string(), until: z.string() })),
});

test('looks only for what it is asked for', async () => {
  const sandbox = await sandboxRun();

  const { stdout, exitCode } = await sandbox.spotctl('doctor', '--only', 'schema,FL401', '--skip', 'SC104', '-o', 'json');

  const report = REPORT.parse(JSON.parse(stdout));
  expect(exitCode).toBe(1);
  expect([...new Set(report.findings.map(({ code }) => code))]).toEqual(['SC102', 'FL401']);
  expect(report.checks.map(({ id }) => id)).not.toContain('SC104');
});

test('ends with 0 where only warnings are found and only errors count', async () => {
  const sandbox = await sandboxRun();

  const strict = await sandbox.spotctl('doctor', '--only', 'SC104');
  const lenient = await sandbox.spotctl('doctor', '--only', 'SC104', '--fail-on', 'error');

  expect([strict.exitCode, lenient.exitCode]).toEqual([1, 0]);
  expect(lenient.stdout).toContain('SC104');
});

test('refuses a code there is not, and names the choices', async () => {
  const { exitCode, stderr } = await runCommand(['doctor', '--only', 'FL999']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('Categories: schema, endpoints, aws, fleet');
});

test('lists what it looks for without asking anybody', async () => {
  const { exitCode, stdout } = await runCommand(['doctor', '--list', '--only', 'aws', '-o', 'name']);

  expect(exitCode).toBe(0);
  expect(stdout).toBe('AW301\nAW302\nAW303\nAW304\n');
});

test('waits for health and ends with 5 when the time is over', async () => {
  const sandbox = await sandboxRun();

  const { exitCode, stdout, stderr } = await sandbox.spotctl('doctor', '--only', 'FL401', '--wait', '1s');

  expect(exitCode).toBe(5);
  expect(stderr).toContain('Not healthy yet: FL401');
  expect(stdout).toContain('i-029c1999a147722de');
});

test('ends with 0 at once where all is well', async () => {
  const sandbox = await sandboxRun({ world: 'healthy' });

  const { exitCode } = await sandbox.spotctl('doctor', '--wait', '10m');

  expect(exitCode).toBe(0);
});

test('keeps a suppressed finding quiet, counts it, and hears of it again', async () => {
  const sandbox = await sandboxRun();
  await sandbox.spotctl('context', 'set', 'prod');
  const quiet = await sandbox.spotctl('context', 'suppress', 'fl401', '--reason', 'known, OPS-12', '--for', '7d');

  const text = await sandbox.spotctl('doctor', '--only', 'FL401');
  const json = await sandbox.spotctl('doctor', '--only', 'FL401', '-o', 'json');
  await sandbox.spotctl('context', 'suppress', 'FL401', '--remove');
  const after = await sandbox.spotctl('doctor', '--only', 'FL401');

  expect(quiet.exitCode).toBe(0);
  expect(text.exitCode).toBe(0);
  expect(text.stdout).toContain('known, OPS-12');
  expect(text.stdout).toContain('1 suppressed');
  expect(REPORT.parse(JSON.parse(json.stdout))).toMatchObject({
    status: 'healthy',
    findings: [],
    suppressed: [{ code: 'FL401', subject: { id: 'i-029c1999a147722de' }, reason: 'known, OPS-12' }],
  });
  expect(after.exitCode).toBe(1);
});
