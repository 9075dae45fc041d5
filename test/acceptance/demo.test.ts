import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { binPath, isolatedEnv, repositoryRoot } from '../support/run-command.ts';
import { removeFolder } from '../support/remove-folder.ts';

test('the demo heals the incident, and the first screen of the README is what it prints', async () => {
  const readme = await readFile(join(repositoryRoot, 'README.md'), 'utf8');
  const shown = /```console\n([\s\S]*?)```/u.exec(readme)?.[1] ?? '';

  const { output, exitCode } = await runDemo();

  expect(withoutMoments(output)).toBe(withoutMoments(shown));
  expect(exitCode).toBe(0);
});

/** As a terminal shows it: both streams in one, in the order in which they were written. */
async function runDemo(): Promise<{ output: string; exitCode: number | undefined }> {
  const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
  onTestFinished(() => removeFolder(home));
  const command = `"${process.execPath}" "${binPath}" sandbox exec -- examples/runbooks/incident.sh 2>&1`;
  const { stdout, exitCode } = await execa('sh', ['-c', command], {
    cwd: repositoryRoot,
    env: isolatedEnv(home),
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  });
  return { output: stdout, exitCode };
}

/** What differs from run to run: when it was, how long it took, where the sandbox lay, the columns these stretch and the text that they cut. */
function withoutMoments(text: string): string {
  return text
    .replaceAll(/\d{4}-\d{2}-\d{2}[\sT]+\d{2}:\d{2}(?::\d{2})?Z/gu, 'MOMENT')
    .replaceAll(/[\d.]+ ?m?s\b/gu, 'DURATION')
    .replaceAll(/spotctl-sandbox-\w{6}/gu, 'spotctl-sandbox')
    .replaceAll(/\S*…/gu, '…')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
