import { expect, test } from 'vitest';
import { describeSettings } from '../../../src/cli/settings/describe-settings.ts';
import { secretsOf } from '../../../src/cli/settings/secrets-of.ts';
import { byDefault, fromVariable } from '../../../src/cli/settings/setting.ts';
import type { Settings } from '../../../src/cli/settings/settings.ts';
import { settingsText } from '../../../src/views/settings.ts';
import { screen } from '../../support/screen.ts';

function settings(facts: Partial<Settings> = {}): Settings {
  const none = byDefault(null);
  return {
    context: none,
    backendUrl: none,
    token: none,
    clientId: none,
    databaseUrl: none,
    envFile: none,
    regions: none,
    awsProfile: none,
    awsEndpoint: none,
    awsRegion: none,
    timeoutMs: byDefault(10_000),
    suppressions: [],
    drillTargets: { context: null, backendUrl: null, clients: [], accounts: [] },
    isMetadataDisabled: false,
    metadataEndpoint: null,
    ...facts,
  };
}

function shown(facts: Partial<Settings>, name: string): string | null | undefined {
  return describeSettings(settings(facts)).find((one) => one.name === name)?.value;
}

test('shows of a token only that it is there', () => {
  expect(shown({ token: fromVariable('SPOTCTL_TOKEN', 'token-secret') }, 'token')).toBe('(hidden)');
  expect(shown({}, 'token')).toBeNull();
});

test.each([
  ['mysql://fleet:pa55@db:3306/spot', 'mysql://fleet:hidden@db:3306/spot'],
  ['mysql://fleet@db/spot', 'mysql://fleet@db/spot'],
  ['mysql://db/spot?password=pa55&charset=utf8', 'mysql://db/spot?password=hidden&charset=utf8'],
  ['sqlite:/var/lib/fleet.db', 'sqlite:/var/lib/fleet.db'],
  ['mysql://fleet:pa55/x@db/spot', '(hidden)'],
  ['mysql://fleet:55#pa55@db/spot', '(hidden)'],
  ['mysql://fleet:55/pa55@db/spot', '(hidden)'],
  ['pa55', '(hidden)'],
])('shows the database URL %s as %s', (url, text) => {
  expect(shown({ databaseUrl: fromVariable('SPOTCTL_DATABASE_URL', url) }, 'databaseUrl')).toBe(text);
});

test('hides the password of an endpoint', () => {
  expect(shown({ awsEndpoint: fromVariable('AWS_ENDPOINT_URL', 'http://u:pa55@proxy') }, 'awsEndpoint')).toBe('http://u:hidden@proxy/');
});

test('knows every value that must not be shown, as it is written and as it is meant', () => {
  const secrets = secretsOf(
    settings({ token: fromVariable('SPOTCTL_TOKEN', 'token'), databaseUrl: fromVariable('SPOTCTL_DATABASE_URL', 'mysql://u:p%40ss@db/x') }),
  );

  expect(secrets).toEqual(['token', 'p%40ss', 'p@ss']);
  expect(secretsOf(settings({ databaseUrl: fromVariable('SPOTCTL_DATABASE_URL', 'mysql://u:100%@db/x') }))).toEqual(['100%', '100%']);
  expect(secretsOf(settings())).toEqual([]);
});

test('writes each setting with its value and where it comes from', () => {
  const regions = fromVariable('SPOTCTL_REGIONS', ['ap-south-1', 'eu-west-1']);
  const rows = describeSettings(settings({ regions, timeoutMs: { value: 1_500, origin: 'flag', from: '--timeout' } }));

  const text = settingsText(
    rows.filter(({ name }) => ['context', 'regions', 'timeout'].includes(name)),
    screen(),
  );

  expect(text).toMatchInlineSnapshot(`
    "SETTING  VALUE                 FROM
    context  -                     default
    regions  ap-south-1,eu-west-1  environment: SPOTCTL_REGIONS
    timeout  1.5s                  flag: --timeout
    "
  `);
});
