import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { repositoryRoot, runCommand } from '../support/run-command.ts';
import { runningSandbox, without } from '../support/running-sandbox.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** What takes time to load, or has no place in most commands. */
const NAMED_PACKAGES = [
  '@aws-sdk/client-ec2',
  '@aws-sdk/nested-clients',
  '@aws-sdk/client-pricing',
  '@aws-sdk/client-sts',
  '@inquirer/input',
  '@inquirer/password',
  'csv-stringify',
  'ink',
  'kysely',
  'mysql2',
  'pino',
  'react',
  'string-width',
  'write-file-atomic',
  'yaml',
  'zod',
];
const NAMED_BUILTINS = [
  'child_process',
  'crypto',
  'http',
  'http2',
  'https',
  'internal/deps/undici/undici',
  'sqlite',
  'tls',
  'worker_threads',
  'zlib',
];

/** Writes at the end of a run which modules of Node's own it has loaded. */
function tellingBuiltins(file: string): string {
  return `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(file)}, process.moduleLoadList.join()));`;
}

/** Which of the named a run has loaded: packages by the files whose compiled code it has kept, built-ins as Node tells them. */
async function loadedBy(words: string, env: Readonly<Record<string, string>>): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
  onTestFinished(() => removeFolder(home));
  const builtins = join(home, 'builtins');
  await writeFile(join(home, 'tell.cjs'), tellingBuiltins(builtins));
  const { exitCode, stderr } = await runCommand(words.split(' '), {
    home,
    env: { ...env, XDG_CACHE_HOME: join(home, '.cache'), NODE_OPTIONS: `--require=${join(home, 'tell.cjs')}` },
  });
  if (exitCode === null || exitCode > 2) throw new Error(stderr);
  const contents: Readonly<Record<string, Readonly<Record<string, number>>>> = JSON.parse(
    await readFile(join(repositoryRoot, 'dist/contents.json'), 'utf8'),
  );
  const kept = new Set((await readdir(join(home, '.cache/spotctl/compiled'), { recursive: true })).map((file) => file.split('/').at(-1)));
  const files = Object.entries(contents).filter(([file]) => kept.has(file.split('/').at(-1)));
  const packages = new Set(files.flatMap(([, inIt]) => Object.keys(inIt)));
  const loaded = new Set((await readFile(builtins, 'utf8')).split(','));
  return [
    ...NAMED_PACKAGES.filter((name) => packages.has(name)),
    ...NAMED_BUILTINS.filter((name) => loaded.has(`NativeModule ${name}`)).map((name) => `node:${name.split('/').at(-1)}`),
  ].join(' ');
}

// A list keeps the ids it shows for the completion of the shell, in a file named by a hash.
const BACKEND = 'zod node:crypto node:http';
const EC2 = '@aws-sdk/client-ec2 zod node:crypto node:http';

test.each([
  { words: '--help', loads: '' },
  { words: 'help schema', loads: '' },
  { words: 'explain FL401', loads: '' },
  { words: 'explain FL401 -o yaml', loads: 'yaml' },
  { words: 'agents --no-such-flag', loads: '' },
  { words: 'no-such-command', loads: '' },
  { words: 'context list', loads: 'zod' },
  { words: 'agents', loads: BACKEND },
  { words: 'agents -o csv', loads: `csv-stringify ${BACKEND}` },
  { words: 'primaries --no-aws', loads: BACKEND },
  { words: 'primaries', loads: EC2 },
  { words: 'instances -o json', loads: EC2 },
  { words: 'zombies', loads: EC2 },
  { words: 'instance i-029c1999a147722de', loads: EC2 },
  { words: 'doctor', loads: `@aws-sdk/client-ec2 @aws-sdk/client-sts zod node:crypto node:http` },
])('spotctl $words loads: $loads', async ({ words, loads }) => {
  const { env } = await runningSandbox();

  const loaded = await loadedBy(words, without(env, 'SPOTCTL_DATABASE_URL'));

  expect(loaded).toBe(loads);
});

test('a database adds its own driver, and none of another', async () => {
  const { env } = await runningSandbox();

  const loaded = await loadedBy('agents', env);

  expect(loaded).toBe('zod node:crypto node:http node:sqlite');
});
