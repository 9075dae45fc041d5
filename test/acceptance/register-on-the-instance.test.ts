import { describe, expect, test } from 'vitest';
import { cannedBackend } from '../support/canned-backend.ts';
import { IDENTITY, metadataService, OWN_ID, OWN_METADATA } from '../support/metadata-service.ts';
import { runCommand } from '../support/run-command.ts';
import { sandboxRun } from '../support/sandbox-run.ts';

const DENIED =
  '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized.</Message></Error></Errors></Response>';

/** The environment on an EC2 instance with this metadata. */
async function onInstance(answers: Readonly<Record<string, string>> = OWN_METADATA): Promise<Record<string, string>> {
  const service = await metadataService(answers);
  return { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url };
}

describe('register-instance on the instance itself', () => {
  test('registers it without a word about its id', async () => {
    const run = await sandboxRun();

    const ended = await run.spotctlWith({ ...run.env, ...(await onInstance()) }, 'register-instance', '--yes', '--json');

    expect(ended.exitCode).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      kind: 'Registration',
      request: { instanceId: OWN_ID, instanceType: 't3.medium', az: 'ap-south-1c', mode: 'spot' },
      verified: true,
      warnings: [],
    });
  });

  test('uses its own facts where its role may not ask EC2, and says so', async () => {
    const run = await sandboxRun();
    const ec2 = await cannedBackend(() => ({ status: 403, body: DENIED }));
    const env = { ...run.env, ...(await onInstance()), AWS_ENDPOINT_URL_EC2: ec2.url };

    const ended = await run.spotctlWith(env, 'register-instance', '--agent', 'web-01', '--spot-price', '0.02', '--yes', '--json');

    expect(ended.exitCode).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      request: { instanceId: OWN_ID, instanceType: 't3.medium', az: 'ap-south-1c', mode: 'spot', imageId: 'ami-0abcdef1234567890' },
      verified: true,
      warnings: [expect.stringContaining("EC2 could not be asked, so the facts are the machine's own, and its tags are not known")],
    });
  });

  test('refuses the credentials of another account, and a region that was not asked for', async () => {
    const run = await sandboxRun();
    const other = {
      ...OWN_METADATA,
      '/latest/dynamic/instance-identity/document': JSON.stringify({ ...IDENTITY, accountId: '999999999999' }),
    };

    const account = await run.spotctlWith({ ...run.env, ...(await onInstance(other)) }, 'register-instance', '--yes');
    const region = await run.spotctlWith({ ...run.env, ...(await onInstance()) }, 'register-instance', '--region', 'eu-west-1', '--yes');

    expect([account.exitCode, region.exitCode]).toEqual([6, 6]);
    expect(account.stderr).toContain('it belongs to account 999999999999, and the credentials are of account 123456789012.');
    expect(region.stderr).toContain('it runs in ap-south-1, and only eu-west-1 is asked for.');
  });

  test('says on any other machine that it is none, without waiting long', async () => {
    const nowhere = { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' };

    const ended = await runCommand(['register-instance', '--yes'], {
      env: { ...nowhere, SPOTCTL_BACKEND_URL: 'http://127.0.0.1:1', SPOTCTL_TOKEN: 'x' },
    });

    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain('No instance is named, and this machine is no EC2 instance that tells its id.');
  });
});
