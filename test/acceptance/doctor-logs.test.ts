import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sandboxRun } from '../support/sandbox-run.ts';
import { removeFolder } from '../support/remove-folder.ts';

async function logFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-logs-'));
  onTestFinished(() => removeFolder(folder));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

test('finds in the logs what the backend and the agent told them', async () => {
  const sandbox = await sandboxRun({ world: 'healthy' });
  const now = new Date().toISOString();
  const folder = await logFolder({
    'backend.log': `${now} ERROR 1054 (42S22): Unknown column 'x'\n${now} "GET /api/agents/a/instances-to-terminate HTTP/1.1" 500 -\n`,
    'agent.log': `${now} INFO heartbeat sent\n`,
  });

  const { exitCode, stdout } = await sandbox.spotctl('doctor', '--only', 'logs', '--logs', folder, '--since', '10m');

  expect(exitCode).toBe(1);
  expect(stdout).toContain('LG501');
  expect(stdout).toContain('LG502');
  expect(stdout).toContain('LG503');
});

test('calls logs that are not there unknown, and ends with 3', async () => {
  const sandbox = await sandboxRun({ world: 'healthy' });

  const { exitCode, stdout } = await sandbox.spotctl('doctor', '--logs', '/nonexistent/backend.log');

  expect(exitCode).toBe(3);
  expect(stdout).toContain('/nonexistent/backend.log cannot');
});
