import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

import { binPath, isolatedEnv, runCommand } from '../support/run-command.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** A home and a folder for temporary files, so that what is left behind is seen. */
async function emptyMachine() {
  const home = await mkdtemp(join(tmpdir(), 'spotctl-machine-'));
  onTestFinished(() => removeFolder(home));
  return {
    home,
    env: { TMPDIR: home },
    leftBehind: async () => (await readdir(home)).filter((name) => name.startsWith('spotctl-sandbox-')),
  };
}

/** The running program with what it has said so far. */
function startProgram(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): { readonly child: ChildProcess; readonly said: (text: RegExp) => Promise<RegExpExecArray> } {
  const child = spawn(process.execPath, [binPath, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const said = async (text: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = text.exec(output);
      if (found !== null) return found;
      await Promise.race([once(child.stdout ?? child, 'data'), once(child.stderr ?? child, 'data'), once(child, 'exit')]);
      if (child.exitCode !== null) throw new Error(`It ended with ${String(child.exitCode)}: ${output}`);
    }
  };
  return { child, said };
}

describe('sandbox exec', () => {
  test('runs the command in the sandbox and passes its exit code on', async () => {
    const { home, env, leftBehind } = await emptyMachine();
    const script = 'spotctl instances -o name; test -z "${AWS_PROFILE+set}" && exit 7';

    const run = await runCommand(['sandbox', 'exec', '--', 'sh', '-c', script], { home, env: { ...env, AWS_PROFILE: 'production' } });

    expect(run).toEqual({ stdout: 'i-029c1999a147722de\ni-0f75d6fccfb53a938\n', stderr: '', exitCode: 7 });
    expect(await leftBehind()).toEqual([]);
  });

  test('leaves flags behind -- to the command', async () => {
    const run = await runCommand(['sandbox', 'exec', '--world', 'healthy', '--', 'echo', '--json', '--world', 'x']);

    expect(run).toEqual({ stdout: '--json --world x\n', stderr: '', exitCode: 0 });
  });

  test('says that a command is not found', async () => {
    const run = await runCommand(['sandbox', 'exec', '--', 'no-such-command']);

    expect(run).toEqual({ stdout: '', stderr: 'sandbox: no-such-command: not found\n', exitCode: 127 });
  });

  test.each([{ args: [] }, { args: ['true'] }, { args: ['--world', 'moon', '--', 'true'] }, { args: ['--size', '0', '--', 'true'] }])(
    'is wrong usage with $args',
    async ({ args }) => {
      const run = await runCommand(['sandbox', 'exec', ...args]);

      expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    },
  );

  test('a healthy world has no finding', async () => {
    const run = await runCommand(['sandbox', 'exec', '--world', 'healthy', '--', 'spotctl', 'doctor', '--json']);

    expect(JSON.parse(run.stdout)).toMatchObject({ status: 'healthy', findings: [] });
    expect(run.exitCode).toBe(0);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ended by %s, ends the command and leaves nothing', async (signal) => {
    const { home, env, leftBehind } = await emptyMachine();
    const { child, said } = startProgram(['sandbox', 'exec', '--', 'sh', '-c', 'echo pid $$; exec sleep 60'], {
      ...isolatedEnv(home),
      ...env,
    });
    const pid = Number((await said(/pid (\d+)\n/))[1]);

    child.kill(signal);
    const [exitCode] = await once(child, 'exit');

    expect(exitCode).toBe({ SIGTERM: 143, SIGINT: 130, SIGHUP: 129 }[signal]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await leftBehind()).toEqual([]);
  });
});

describe('sandbox start', () => {
  test('leads other programs into it by exports or by its context, until Ctrl-C', async () => {
    const { home, env, leftBehind } = await emptyMachine();
    const { child, said } = startProgram(['sandbox', 'start', '--world', 'healthy'], { ...isolatedEnv(home), ...env });
    await said(/Ctrl-C ends it/);
    const backendUrl = (await said(/export SPOTCTL_BACKEND_URL='([^']+)'/))[1];

    const aws = { AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any' };
    const list = await runCommand(['primaries', '--context', 'sandbox', '-o', 'name'], { home, env: { ...env, ...aws } });
    child.kill('SIGINT');
    const [exitCode] = await once(child, 'exit');

    expect(list.stdout.split('\n')).toContain('i-0f75d6fccfb53a938');
    expect(backendUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(exitCode).toBe(0);
    expect(await leftBehind()).toEqual([]);
    expect(JSON.parse(await readFile(join(home, '.config/spotctl/config.json'), 'utf8'))).toEqual({ currentContext: null, contexts: {} });
  });

  test('does not take over a context that leads to a real backend', async () => {
    const { home, env, leftBehind } = await emptyMachine();
    await runCommand(['context', 'set', 'sandbox', '--backend-url', 'https://backend.example.com'], { home });

    const run = await runCommand(['sandbox', 'start'], { home, env });

    expect(run).toMatchObject({ stdout: '', exitCode: 2 });
    expect(run.stderr).toContain('The context "sandbox" leads to https://backend.example.com, which is no sandbox.');
    expect(await leftBehind()).toEqual([]);
    expect(existsSync(join(home, '.config/spotctl/config.json'))).toBe(true);
  });
});

test('has a context of its own that names its client and account as drill targets', async () => {
  const { stdout } = await runCommand(['sandbox', 'exec', '--', 'spotctl', 'context', 'show', '--json']);

  const { settings } = JSON.parse(stdout);
  expect(settings).toContainEqual({
    name: 'drillClients',
    value: 'c11e0000-0000-4000-8000-00000000000a',
    origin: 'context',
    from: 'context sandbox',
  });
  expect(settings).toContainEqual({ name: 'drillAccounts', value: '123456789012', origin: 'context', from: 'context sandbox' });
  expect(settings).toContainEqual(expect.objectContaining({ name: 'backendUrl', origin: 'environment' }));
});
