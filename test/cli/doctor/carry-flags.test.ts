import { expect, test } from 'vitest';
import { withSourceFlags } from '../../../src/cli/doctor/carry-flags.ts';

test('a remedy asks the sources that the diagnosis asked', () => {
  const flags = { context: 'staging', region: ['eu-west-1', 'us-east-1'], 'env-file': '/srv/my backend/.env', timeout: 30_000 };

  expect(withSourceFlags('spotctl schema apply', flags)).toBe(
    "spotctl schema apply --context staging --env-file '/srv/my backend/.env' --region eu-west-1,us-east-1 --timeout 30000ms",
  );
});

test('stays as it is where no flag named a source, or another program is to run', () => {
  expect(withSourceFlags('spotctl zombies --terminate', {})).toBe('spotctl zombies --terminate');
  expect(withSourceFlags('aws sso login', { context: 'staging' })).toBe('aws sso login');
});

test('login gets the flags it has', () => {
  expect(withSourceFlags('spotctl login', { context: 'staging', profile: 'fleet' })).toBe('spotctl login --context staging');
});
