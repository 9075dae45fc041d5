import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { exportLines, sandboxEnvironment } from '../../src/sandbox/sandbox-environment.ts';

const parts = {
  folder: '/tmp/sand box’s',
  backendUrl: 'http://127.0.0.1:1',
  cloudUrl: 'http://127.0.0.1:2',
  databaseUrl: "sqlite:/tmp/it's/backend.sqlite",
  clientToken: 'token',
  region: 'ap-south-1',
};

test('takes away what would lead out of the sandbox', () => {
  const environment = sandboxEnvironment(parts);

  const takenAway = Object.keys(environment).filter((name) => environment[name] === null);
  expect(takenAway).toEqual(
    expect.arrayContaining(['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL_EC2', 'SPOTCTL_CONTEXT', 'SPOTCTL_CLIENT_ID']),
  );
});

test('a shell reads the export lines as they are meant', () => {
  const lines = exportLines(sandboxEnvironment(parts));

  const seen = execFileSync('sh', ['-c', `${lines}\nprintf '%s|%s|%s' "$SPOTCTL_DATABASE_URL" "$XDG_STATE_HOME" "\${AWS_PROFILE-unset}"`], {
    env: { AWS_PROFILE: 'production' },
    encoding: 'utf8',
  });

  expect(seen).toBe("sqlite:/tmp/it's/backend.sqlite|/tmp/sand box’s/state|unset");
});
