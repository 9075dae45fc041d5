import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execa, execaSync } from 'execa';
import { describe, expect, test } from 'vitest';
import { binPath, isolatedEnv, runCommand } from '../support/run-command.ts';

describe('spotctl', () => {
  test('says its version, its platform and its Node in one line', async () => {
    const { stdout, stderr, exitCode } = await runCommand(['--version']);

    expect(stdout).toBe(`spotctl/0.1.0 ${process.platform}-${process.arch} node-${process.version}\n`);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });

  test('shows all commands when it is given none, and what to do next', async () => {
    const alone = await runCommand([]);
    const asked = await runCommand(['--help']);

    expect(asked.stdout).toContain('Diagnose the fleet');
    expect(asked.stdout).not.toContain('NEXT');
    expect(alone.stdout).toBe(`${asked.stdout}NEXT
  Nothing is configured yet.

  $ spotctl sandbox exec -- bash  practise on a made-up fleet; type spotctl doctor in it
  $ spotctl login                 lead spotctl to a real one
`);
    expect([alone.stderr, alone.exitCode]).toEqual(['', 0]);
  });

  test('shows the help of a command the same, however it is asked for', async () => {
    const asked = await Promise.all(
      [
        ['help', 'schema', 'apply'],
        ['schema', 'apply', '--help'],
        ['schema', 'apply', '-h'],
      ].map((words) => runCommand(words)),
    );

    expect(asked[0]?.stdout).toContain('$ spotctl schema apply');
    expect(new Set(asked.map(({ stdout }) => stdout)).size).toBe(1);
    expect(asked.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  });

  test('shows the commands of a topic when only the topic is named', async () => {
    const { stdout, exitCode } = await runCommand(['schema']);

    expect(stdout).toContain('schema plan');
    expect(stdout).not.toContain('doctor');
    expect(exitCode).toBe(0);
  });

  test('offers the nearest command for one it does not know', async () => {
    const { stdout, stderr, exitCode } = await runCommand(['docter']);

    expect(stderr).toBe(
      '✗ There is no command "docter".\n  Next: Did you mean `spotctl doctor`?\n  USAGE (Wrong usage): spotctl explain USAGE\n',
    );
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  test('answers an unknown command with the one error document where JSON is asked for', async () => {
    const runs = await Promise.all(
      [
        ['schema', 'aply', '--json'],
        ['schema', 'aply', '-o', 'json'],
        ['schema', 'aply', '--output=json'],
      ].map((words) => runCommand(words)),
    );

    expect(runs.map(({ stdout }) => JSON.parse(stdout))).toEqual(
      runs.map(() => ({
        apiVersion: 'spotctl/v1',
        kind: 'Error',
        error: {
          code: 'USAGE',
          message: 'There is no command "schema aply".',
          cause: null,
          hint: 'Did you mean `spotctl schema apply`?',
          exitCode: 2,
        },
      })),
    );
    expect(runs.map(({ stderr, exitCode }) => ({ stderr, exitCode }))).toEqual(runs.map(() => ({ stderr: '', exitCode: 2 })));
  });

  test('refuses a flag that the command does not have', async () => {
    const { stdout, stderr, exitCode } = await runCommand(['agents', '--no-such-flag']);

    expect(stderr).toMatch(/^✗ There is no flag --no-such-flag\.\n/u);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  test('takes a word too many for wrong usage, not for a command', async () => {
    const { stderr, exitCode } = await runCommand(['agents', 'web-01']);

    expect(stderr).toMatch(/^✗ "web-01" is a word too many\.\n/u);
    expect(exitCode).toBe(2);
  });

  test.for([
    ['explain | head -1', '0'],
    ['explain | true', '0'],
    ['docter 2>&1 | true', '2'],
  ])('ends quietly when its reader has seen enough: spotctl %s', async ([words, exitCode]) => {
    const script = `"$NODE" "$BIN" ${words} >&2; echo "\${PIPESTATUS[0]}"`;

    const { stdout, stderr } = await execa('bash', ['-c', script], { env: { NODE: process.execPath, BIN: binPath } });

    expect(stdout).toBe(exitCode);
    expect(stderr).not.toContain('EPIPE');
  });

  test('keeps compiled code only where nobody else can write', async () => {
    const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));

    await runCommand(['explain', 'USAGE'], { home });

    const folder = join(home, '.cache/spotctl/compiled');
    const [{ mode }, files] = await Promise.all([stat(folder), readdir(folder)]);
    await rm(home, { recursive: true });
    expect(mode & 0o777).toBe(0o700);
    expect(files).not.toEqual([]);
  });

  test('leaves compiled code of a folder alone that others can write', async () => {
    const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
    const folder = join(home, '.cache/spotctl/compiled');
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);

    const { exitCode } = await runCommand(['explain', 'USAGE'], { home });

    const files = await readdir(folder);
    await rm(home, { recursive: true });
    expect({ exitCode, files }).toEqual({ exitCode: 0, files: [] });
  });
});

describe('the compiled code of a run', () => {
  test('is kept a command, and read as it is by the next run of the same one', async () => {
    const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
    await runCommand(['explain', 'USAGE'], { home });
    const first = await keptFiles(home);

    await runCommand(['explain', 'USAGE'], { home });
    await runCommand(['agents', '--no-such-flag'], { home });

    const then = await keptFiles(home);
    await rm(home, { recursive: true });
    expect(first.map(({ path }) => path)).toEqual(expect.arrayContaining([expect.stringMatching(/\/explain\/main\.js$/u)]));
    expect(then).toEqual(expect.arrayContaining([...first]));
    expect(then.map(({ path }) => path)).toEqual(expect.arrayContaining([expect.stringMatching(/\/agents\/main\.js$/u)]));
  });

  test('is made anew where it is damaged or of another Node', async () => {
    const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
    const { stdout: answer } = await runCommand(['explain', 'USAGE'], { home });
    const kept = await keptFiles(home);
    await Promise.all(kept.map(async ({ path }) => writeFile(path, 'what another Node compiled')));

    const { stdout, stderr, exitCode } = await runCommand(['explain', 'USAGE'], { home });

    const mended = await keptFiles(home);
    await rm(home, { recursive: true });
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: answer, stderr: '', exitCode: 0 });
    expect(mended.map(({ path }) => path)).toEqual(kept.map(({ path }) => path));
    expect(mended.filter(({ size }) => size < 100)).toEqual([]);
  });

  test('takes no word of the operator for the name of a folder', async () => {
    const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));

    await runCommand(['../../escaped'], { home });
    await runCommand(['no-such-command'], { home });

    const kept = await keptFiles(home);
    await rm(home, { recursive: true });
    expect(new Set(kept.map(({ path }) => basename(dirname(path))))).toEqual(new Set(['-']));
  });
});

/** What a run has kept below that home; files that are left alone keep their number. */
async function keptFiles(home: string) {
  const folder = join(home, '.cache/spotctl/compiled');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'));
  return Promise.all(
    names.toSorted().map(async (name) => {
      const { ino, size } = await stat(join(folder, name));
      return { path: join(folder, name), ino, size };
    }),
  );
}

describe('an old Node', () => {
  test('is told what is needed, what is there and what to do, in one line', () => {
    const { stdout, stderr, exitCode } = runOnOldNode();

    expect(stderr).toMatch(/^spotctl: It needs Node\.js 22\.19 or newer, and this is v\d+\.\d+\.\d+\. Install .*\[NODE_TOO_OLD\]$/u);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });
});

/** Any old Node of this machine; where there is none, the present one that calls itself 20.0.0. */
function runOnOldNode(): { readonly stdout: string; readonly stderr: string; readonly exitCode: number | undefined } {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  const old = folders.map((folder) => join(folder, 'node')).find((node) => isOld(execaSync(node, ['--version'], { reject: false }).stdout));
  const command = old === undefined ? [process.execPath, '--import', pretence] : [old];
  const [node = '', ...flags] = command;
  const { stdout, stderr, exitCode } = execaSync(node, [...flags, binPath, 'doctor'], {
    reject: false,
    env: isolatedEnv(tmpdir()),
    extendEnv: false,
  });
  return { stdout, stderr, exitCode };
}

const pretence =
  'data:text/javascript,for(const [name,value] of [["versions",{node:"20.0.0"}],["version","v20.0.0"]])Object.defineProperty(process,name,{value})';

function isOld(version: string | undefined): boolean {
  const [major = 99, minor = 0] = (version ?? '').replace('v', '').split('.').filter(Boolean).map(Number);
  return major < 22 || (major === 22 && minor < 19);
}
