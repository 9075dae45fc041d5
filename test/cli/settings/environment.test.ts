import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvironment } from '../../../src/cli/settings/environment.ts';

test('reads every variable, and takes an empty one for absent', () => {
  expect(readEnvironment({ SPOTCTL_CONTEXT: 'prod', SPOTCTL_TOKEN: '', SPOTCTL_REGIONS: 'eu-west-1' })).toMatchObject({
    context: 'prod',
    token: null,
    regions: 'eu-west-1',
    backendUrl: null,
  });
});

test.each([
  [{}, false],
  [{ TERM: 'xterm-256color', NO_COLOR: '' }, false],
  [{ NO_COLOR: '0' }, true],
  [{ TERM: 'dumb' }, true],
])('takes from %j whether colour is refused: %s', (variables, isColorRefused) => {
  expect(readEnvironment(variables).isColorRefused).toBe(isColorRefused);
});

test('keeps its files where the XDG folders say, and a relative one does not count', () => {
  const byDefault = join(homedir(), '.config/spotctl');

  expect(readEnvironment({ XDG_CONFIG_HOME: '/srv/config' }).configFolder).toBe('/srv/config/spotctl');
  expect(readEnvironment({ XDG_CONFIG_HOME: 'config' }).configFolder).toBe(byDefault);
  expect(readEnvironment({}).configFolder).toBe(byDefault);
});

test('does not ask the metadata of EC2 where the SDK is told not to', () => {
  expect(readEnvironment({ AWS_EC2_METADATA_DISABLED: 'TRUE' }).isMetadataDisabled).toBe(true);
  expect(readEnvironment({ AWS_EC2_METADATA_DISABLED: 'false' }).isMetadataDisabled).toBe(false);
});
