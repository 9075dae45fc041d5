import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../../src/cli/settings/environment.ts';
import { resolveSettings } from '../../../src/cli/settings/resolve-settings.ts';
import type { SettingFlags, Settings } from '../../../src/cli/settings/settings.ts';
import { configFolder } from '../../support/config-folder.ts';

const CONTEXTS = {
  currentContext: 'prod',
  contexts: {
    prod: {
      backendUrl: 'https://prod.example',
      clientId: 'c-prod',
      regions: ['eu-west-1'],
      awsProfile: 'prod',
      databaseUrl: 'mysql://prod/db',
    },
    lab: { backendUrl: 'http://lab.example/' },
  },
};
const FILES = {
  'config.json': JSON.stringify(CONTEXTS),
  'credentials.json': JSON.stringify({ tokens: { prod: 'stored-token' } }),
};

interface Given {
  readonly flags?: SettingFlags;
  readonly variables?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

async function resolve({ flags = {}, variables = {}, files = FILES }: Given = {}): Promise<Settings> {
  const { home } = await configFolder(files);
  return await resolveSettings(flags, readEnvironment({ XDG_CONFIG_HOME: home, ...variables }));
}

describe('where a setting comes from', () => {
  const flags = { 'backend-url': 'https://flag.example' };
  const variables = { SPOTCTL_BACKEND_URL: 'https://environment.example' };

  test('a flag wins over everything', async () => {
    const { backendUrl } = await resolve({ flags, variables });

    expect(backendUrl).toEqual({ value: 'https://flag.example', origin: 'flag', from: '--backend-url' });
  });

  test('the environment wins over the context', async () => {
    const { backendUrl } = await resolve({ variables });

    expect(backendUrl).toEqual({ value: 'https://environment.example', origin: 'environment', from: 'SPOTCTL_BACKEND_URL' });
  });

  test('the context wins over the default', async () => {
    const { backendUrl, clientId, regions, awsProfile, databaseUrl } = await resolve();

    expect(backendUrl).toEqual({ value: 'https://prod.example', origin: 'context', from: 'context prod' });
    expect([clientId.value, regions.value, awsProfile.value, databaseUrl.value]).toEqual([
      'c-prod',
      ['eu-west-1'],
      'prod',
      'mysql://prod/db',
    ]);
  });

  test('nothing at all leaves the defaults, and no error', async () => {
    const { backendUrl, token, timeoutMs, regions, context } = await resolve({ files: {} });

    const none = { value: null, origin: 'default', from: 'default' };
    expect([backendUrl, token, regions, context]).toEqual([none, none, none, none]);
    expect(timeoutMs).toEqual({ value: 10_000, origin: 'default', from: 'default' });
  });

  test('an empty variable counts as absent', async () => {
    expect((await resolve({ variables: { SPOTCTL_BACKEND_URL: '', SPOTCTL_REGIONS: ' , ' } })).regions.origin).toBe('context');
  });

  test('each setting has its own origin', async () => {
    const { clientId, awsProfile, timeoutMs } = await resolve({
      flags: { client: 'c-flag', timeout: 500 },
      variables: { AWS_PROFILE: 'lab' },
    });

    expect([clientId.from, awsProfile.from, timeoutMs.from]).toEqual(['--client', 'AWS_PROFILE', '--timeout']);
  });
});

describe('the context', () => {
  test('is the current one, the one of SPOTCTL_CONTEXT, or the one of --context, in rising order', async () => {
    const variables = { SPOTCTL_CONTEXT: 'lab' };

    expect((await resolve()).context.value).toBe('prod');
    expect((await resolve({ variables })).backendUrl.value).toBe('http://lab.example');
    expect((await resolve({ variables, flags: { context: 'prod' } })).context).toEqual({
      value: 'prod',
      origin: 'flag',
      from: '--context',
    });
  });

  test.each(['nowhere', 'constructor', '__proto__'])('called %s is unknown, and the error says who asked for it', async (name) => {
    await expect(resolve({ variables: { SPOTCTL_CONTEXT: name } })).rejects.toMatchObject({
      code: 'CONTEXT_UNKNOWN',
      message: `There is no context "${name}" (asked for by SPOTCTL_CONTEXT).`,
    });
  });
});

describe('the token', () => {
  const variables = { SPOTCTL_TOKEN: 'from-variable', SPOTCTL_TOKEN_FILE: '/nowhere' };

  test('is that of the context where nobody gives another', async () => {
    expect((await resolve()).token).toEqual({ value: 'stored-token', origin: 'context', from: 'context prod' });
    expect((await resolve({ flags: { context: 'lab' } })).token.value).toBeNull();
  });

  test('that is stored goes to its own backend and to no other', async () => {
    const elsewhere = await resolve({ flags: { 'backend-url': 'https://other.example.com' } });
    const named = await resolve({ flags: { 'backend-url': 'https://prod.example' } });

    expect([elsewhere.token.value, named.token.value]).toEqual([null, 'stored-token']);
  });

  test('comes from the file that --token-file names before all else, without the line break around it', async () => {
    const { folder } = await configFolder({ token: '\n from-file\n' });

    const { token } = await resolve({ flags: { 'token-file': join(folder, 'token') }, variables });

    expect(token).toEqual({ value: 'from-file', origin: 'flag', from: '--token-file' });
  });

  test('comes from SPOTCTL_TOKEN, and only without it from SPOTCTL_TOKEN_FILE', async () => {
    const { folder } = await configFolder({ token: 'from-file' });

    expect((await resolve({ variables })).token.from).toBe('SPOTCTL_TOKEN');
    expect((await resolve({ variables: { SPOTCTL_TOKEN_FILE: join(folder, 'token') } })).token).toMatchObject({
      value: 'from-file',
      from: 'SPOTCTL_TOKEN_FILE',
    });
  });

  test('from a file that cannot be read is an error that names file, origin and cause', async () => {
    await expect(resolve({ variables: { SPOTCTL_TOKEN_FILE: '/nowhere/token' } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: 'The token file /nowhere/token (from SPOTCTL_TOKEN_FILE) cannot be read.',
      cause: expect.objectContaining({ code: 'ENOENT' }),
    });
  });

  test.each(['two words', 'line\nbreak', 'naïve', '\u0007'])(
    'that no header could carry is refused without being shown: %j',
    async (token) => {
      const refused = await resolve({ variables: { SPOTCTL_TOKEN: token } }).catch((error: unknown) => error);

      expect(refused).toMatchObject({ code: 'SETTINGS_INVALID', message: expect.stringContaining('SPOTCTL_TOKEN') });
      expect(String(refused)).not.toContain(token);
    },
  );

  test('that is empty is an error, not a call without token', async () => {
    await expect(resolve({ variables: { SPOTCTL_TOKEN: '  ' } })).rejects.toMatchObject({
      message: 'The token from SPOTCTL_TOKEN is empty.',
    });
  });
});

describe('the regions', () => {
  test('are a list of --region, of SPOTCTL_REGIONS or of the context', async () => {
    const variables = { SPOTCTL_REGIONS: 'ap-south-1, us-gov-west-1,' };

    expect((await resolve({ variables })).regions).toEqual({
      value: ['ap-south-1', 'us-gov-west-1'],
      origin: 'environment',
      from: 'SPOTCTL_REGIONS',
    });
    expect((await resolve({ variables, flags: { region: ['eu-west-1', 'eu-west-1'] } })).regions.value).toEqual(['eu-west-1']);
  });

  test.each(['mumbai', 'ap-south-1a', 'AP-SOUTH-1', 'ap-south-1;rm'])('are refused where %s is one of them', async (region) => {
    await expect(resolve({ variables: { SPOTCTL_REGIONS: `eu-west-1,${region}` } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: `"${region}" (from SPOTCTL_REGIONS) is not the name of an AWS region.`,
    });
  });

  test('for calls that belong to none come from AWS_REGION or AWS_DEFAULT_REGION, each known by its name', async () => {
    const AWS_DEFAULT_REGION = 'eu-west-1';

    expect((await resolve({ variables: { AWS_DEFAULT_REGION } })).awsRegion).toMatchObject({
      value: 'eu-west-1',
      from: 'AWS_DEFAULT_REGION',
    });
    expect((await resolve({ variables: { AWS_DEFAULT_REGION, AWS_REGION: 'eu-west-2' } })).awsRegion.from).toBe('AWS_REGION');
  });
});

test('EC2’s own endpoint variable wins over that of all services, each known by its name', async () => {
  const AWS_ENDPOINT_URL = 'http://127.0.0.1:1';

  expect((await resolve({ variables: { AWS_ENDPOINT_URL } })).awsEndpoint.from).toBe('AWS_ENDPOINT_URL');
  expect((await resolve({ variables: { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_EC2: 'http://127.0.0.1:2' } })).awsEndpoint).toMatchObject({
    value: 'http://127.0.0.1:2',
    from: 'AWS_ENDPOINT_URL_EC2',
  });
});

describe('the database', () => {
  test('is that of an .env where a flag names one, whatever the URL', async () => {
    const { databaseUrl, envFile } = await resolve({
      flags: { 'env-file': '/srv/.env' },
      variables: { SPOTCTL_DATABASE_URL: 'mysql://db/fleet' },
    });

    expect([databaseUrl.value, envFile.value]).toEqual([null, '/srv/.env']);
  });

  test('is that of SPOTCTL_DATABASE_URL where only the context names an .env', async () => {
    const files = { 'config.json': JSON.stringify({ currentContext: 'a', contexts: { a: { envFile: '/srv/.env' } } }) };

    const both = await resolve({ files, variables: { SPOTCTL_DATABASE_URL: 'mysql://db/fleet' } });

    expect([both.databaseUrl.value, both.envFile.value]).toEqual(['mysql://db/fleet', null]);
    expect((await resolve({ files })).envFile).toEqual({ value: '/srv/.env', origin: 'context', from: 'context a' });
  });
});

describe('what cannot be used', () => {
  test.each(['backend', 'ftp://x', 'http://', '//x', 'https://u:s3cret@x', 'https://:s3cret@x', 'http://x?a=s3cret', 'http://x#s3cret'])(
    'is refused as a backend URL, named by its origin and not shown: %s',
    async (url) => {
      const refused = await resolve({ variables: { SPOTCTL_BACKEND_URL: url } }).catch((error: unknown) => error);

      expect(refused).toMatchObject({ code: 'SETTINGS_INVALID', message: expect.stringContaining('from SPOTCTL_BACKEND_URL') });
      expect(String(refused)).not.toContain('s3cret');
    },
  );

  test.each([
    ['no JSON', '{"currentContext":'],
    ['another document', '[]'],
    ['a context that is no object', '{"currentContext":null,"contexts":{"a":7}}'],
  ])('is a configuration that is %s, and the error names the file', async (_what, text) => {
    const { home, folder } = await configFolder();
    const file = join(folder, 'config.json');
    await writeFile(file, text);

    const refused = resolveSettings({}, readEnvironment({ XDG_CONFIG_HOME: home }));

    await expect(refused).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: `${file} is not a spotctl configuration.`,
      hint: `Correct or remove ${file}, then run \`spotctl login\`.`,
    });
  });

  test('is a credentials file that holds something else', async () => {
    await expect(resolve({ files: { ...FILES, 'credentials.json': '{"tokens":{"prod":1}}' } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: expect.stringContaining('credentials.json is not a spotctl configuration.'),
    });
  });
});
