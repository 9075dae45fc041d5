import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeFolder } from '../support/home.ts';
import { runCommand } from '../support/run-command.ts';

const SECRETS = {
  SPOTCTL_TOKEN: 'token-s3cret',
  SPOTCTL_DATABASE_URL: 'mysql://fleet:pa55word@db.example/spot',
  SPOTCTL_BACKEND_URL: 'https://backend.example',
};

describe('with nothing set at all', () => {
  test('a command says so, and what to do, in text', async () => {
    const { stdout, stderr, exitCode } = await runCommand(['instances']);

    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatchInlineSnapshot(`
      "✗ No backend is configured.
        Next: Run \`spotctl login\`, set SPOTCTL_BACKEND_URL and SPOTCTL_TOKEN, or try \`spotctl sandbox start\`.
        SETTINGS_MISSING (A setting is missing): spotctl explain SETTINGS_MISSING
      "
    `);
  });

  test.each(['instances', 'primaries', 'agents', 'instance i-0f75d6fccfb53a938'])('%s says so in JSON', async (words) => {
    const { stdout, stderr, exitCode } = await runCommand([...words.split(' '), '--json']);

    expect(JSON.parse(stdout).error).toMatchObject({ code: 'SETTINGS_MISSING', exitCode: 2 });
    expect([stderr, exitCode]).toEqual(['', 2]);
  });

  test('a backend without a token ends as not authenticated', async () => {
    const { stderr, exitCode } = await runCommand(['instances'], { env: { SPOTCTL_BACKEND_URL: 'http://127.0.0.1:9' } });

    expect([stderr.split('\n')[0], exitCode]).toEqual(['✗ There is no token for http://127.0.0.1:9.', 4]);
  });
});

describe('context show', () => {
  test('names the origin of every setting', async () => {
    const args = ['context', 'show', '--region', 'eu-west-1,ap-south-1', '--timeout', '90s', '--json'];

    const { stdout, exitCode } = await runCommand(args, { env: { ...SECRETS, AWS_DEFAULT_REGION: 'eu-west-2' } });

    const { kind, settings } = JSON.parse(stdout);
    expect([kind, exitCode]).toEqual(['Settings', 0]);
    expect(settings).toEqual([
      { name: 'context', value: null, origin: 'default', from: 'default' },
      { name: 'backendUrl', value: 'https://backend.example', origin: 'environment', from: 'SPOTCTL_BACKEND_URL' },
      { name: 'token', value: '(hidden)', origin: 'environment', from: 'SPOTCTL_TOKEN' },
      { name: 'clientId', value: null, origin: 'default', from: 'default' },
      { name: 'databaseUrl', value: 'mysql://fleet:hidden@db.example/spot', origin: 'environment', from: 'SPOTCTL_DATABASE_URL' },
      { name: 'envFile', value: null, origin: 'default', from: 'default' },
      { name: 'regions', value: 'eu-west-1,ap-south-1', origin: 'flag', from: '--region' },
      { name: 'awsProfile', value: null, origin: 'default', from: 'default' },
      { name: 'awsEndpoint', value: null, origin: 'default', from: 'default' },
      { name: 'awsRegion', value: 'eu-west-2', origin: 'environment', from: 'AWS_DEFAULT_REGION' },
      { name: 'drillClients', value: null, origin: 'default', from: 'default' },
      { name: 'drillAccounts', value: null, origin: 'default', from: 'default' },
      { name: 'timeout', value: '90s', origin: 'flag', from: '--timeout' },
    ]);
  });

  test.each(['table', 'wide', 'json', 'yaml', 'csv', 'tsv', 'name'])(
    'shows no secret with -o %s, not even with --debug',
    async (format) => {
      const { stdout, stderr } = await runCommand(['context', 'show', '-o', format, '--debug'], { env: SECRETS });

      expect(stdout + stderr).not.toMatch(/s3cret|pa55word/);
    },
  );
});

describe('a setting that cannot be used', () => {
  test.each([
    ['the backend URL', { SPOTCTL_BACKEND_URL: 'ftp://u:s3cret@x' }, [], 'The backend URL from SPOTCTL_BACKEND_URL is not'],
    ['a region', { SPOTCTL_REGIONS: 'mumbai' }, [], '"mumbai" (from SPOTCTL_REGIONS) is not the name of an AWS region.'],
    ['the context', {}, ['--context', 'nowhere'], 'There is no context "nowhere" (asked for by --context).'],
    ['the token file', {}, ['--token-file', '/nowhere'], 'The token file /nowhere (from --token-file) cannot be read.'],
    ['the time to wait', {}, ['--timeout', '0s'], '--timeout: "0s" is no time to wait for an answer.'],
  ])('ends the run with 2 and names where it came from: %s', async (...[, env, flags, message]) => {
    const text = await runCommand(['instances', ...flags], { env });
    const json = await runCommand(['instances', ...flags, '--json'], { env });

    expect([text.exitCode, json.exitCode, text.stdout, json.stderr]).toEqual([2, 2, '', '']);
    expect(text.stderr).toContain(message);
    expect(JSON.parse(json.stdout).error.message).toContain(message);
    expect(text.stderr + json.stdout).not.toContain('s3cret');
  });

  test('is named with its file where the configuration itself is broken', async () => {
    const home = await homeFolder();
    const file = join(home, '.config/spotctl/config.json');
    await mkdir(join(home, '.config/spotctl'), { recursive: true });
    await writeFile(file, '{"contexts"');

    const { stdout, exitCode } = await runCommand(['context', 'list', '--json'], { home });

    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'SETTINGS_INVALID',
      message: `${file} is not a spotctl configuration.`,
      cause: 'It is not JSON.',
    });
    expect(exitCode).toBe(2);
  });
});

describe('a file that has no end', () => {
  test.for<readonly [string, string]>([
    ['agents --token-file /dev/zero', '✗ The token file /dev/zero (from --token-file) is larger than a token can be.'],
    ['login --backend-url http://127.0.0.1:9', '✗ Standard input holds more than an answer can be long.'],
  ])('is not read to it: spotctl %s', async ([words, message]) => {
    const { stdout, stderr, exitCode } = await runCommand(words.split(' '), { stdin: 'x'.repeat(100_000) });

    expect([stdout, stderr.split('\n')[0], exitCode]).toEqual(['', message, 2]);
  });
});
