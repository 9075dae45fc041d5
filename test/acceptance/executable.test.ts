import { copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { requireServer } from '../support/require-server.ts';
import { isolatedEnv, repositoryRoot, runCommand } from '../support/run-command.ts';
import { removeFolder } from '../support/remove-folder.ts';

await requireServer({ name: 'Linux x64', isAvailable: () => process.platform === 'linux' && process.arch === 'x64' }, () => {
  test('one file, and no Node on the path, heals the incident and says the same help', { timeout: 180_000 }, async () => {
    const run = await builtExecutable();

    const version = await run('spotctl --version');
    const help = await run('spotctl doctor --help');
    const healed = await run(`spotctl sandbox exec -- '${join(repositoryRoot, 'examples/runbooks/incident.sh')}'`);

    expect(version.output).toMatch(/^spotctl\/\d+\.\d+\.\d+ linux-x64 node-v/u);
    expect(`${help.output}\n`).toBe((await runCommand(['doctor', '--help'])).stdout);
    expect(healed.output).toMatch(/✓ Healthy: \d+ checks passed/u);
    expect(healed.exitCode).toBe(0);
  });
});

/** Runs command lines with the executable under the name of `spotctl`, in a folder of its own, and nothing else but the system's own on the path. */
async function builtExecutable() {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-executable-'));
  onTestFinished(() => removeFolder(folder));
  await execa(process.execPath, [join(repositoryRoot, 'build/executable.ts')]);
  await copyFile(join(repositoryRoot, 'dist-executable/spotctl-linux-x64'), join(folder, 'spotctl'));
  const env = { ...isolatedEnv(folder), PATH: `${folder}:/usr/bin:/bin` };
  return async (line: string) => {
    const { exitCode, all } = await execa('sh', ['-c', line], { cwd: folder, env, extendEnv: false, reject: false, all: true });
    return { exitCode, output: all };
  };
}
