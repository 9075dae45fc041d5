import {
  DescribeAvailabilityZonesCommand,
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { request } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CloudWorld } from '../../../src/sandbox/ec2-emulator/cloud-world.ts';
import { emulator, emulatorAndClient } from './emulator-client.ts';
import { ACCOUNT, FIRST, REGION, world } from './world.ts';

async function callerIdentity(facts: Partial<CloudWorld> = {}) {
  const started = await emulator({ world: world(facts) });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const client = new STSClient({ endpoint: started.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client.send(new GetCallerIdentityCommand({}));
}

describe('permission', () => {
  test('a dry run of what is permitted changes nothing', async () => {
    const { client, emulator: started } = await emulatorAndClient();

    const answer = client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST], DryRun: true }));

    await expect(answer).rejects.toMatchObject({ name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
    expect(started.instances()[0]?.state).toBe('running');
  });

  test.each([true, false])('a denied action is refused, DryRun or not (%s)', async (DryRun) => {
    const { client, emulator: started } = await emulatorAndClient({
      world: world({ permissions: { deniedActions: ['TerminateInstances'] } }),
    });

    const answer = client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST], DryRun }));

    await expect(answer).rejects.toMatchObject({ name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } });
    expect(started.instances()[0]?.state).toBe('running');
  });

  test('a dry run reads the ids all the same', async () => {
    const { client } = await emulatorAndClient();

    const answer = client.send(new TerminateInstancesCommand({ InstanceIds: ['i-xyz'], DryRun: true }));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidInstanceID.Malformed' });
  });
});

describe('credentials', () => {
  test('STS names the account', async () => {
    const identity = await callerIdentity();

    expect(identity).toMatchObject({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/operator` });
  });

  test.each([
    { credentials: 'expired', name: 'RequestExpired', httpStatusCode: 400 },
    { credentials: 'refused', name: 'AuthFailure', httpStatusCode: 401 },
  ] as const)('EC2 refuses those that are $credentials', async ({ credentials, name, httpStatusCode }) => {
    const { client } = await emulatorAndClient({ world: world({ permissions: { credentials } }) });

    const answer = client.send(new DescribeInstancesCommand({}));

    await expect(answer).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  test.each([
    ['expired', 'ExpiredToken'],
    ['refused', 'InvalidClientTokenId'],
  ] as const)('STS refuses those that are %s', async (credentials, name) => {
    const answer = callerIdentity({ permissions: { credentials } });

    await expect(answer).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
  });

  test('a region that is not enabled accepts none', async () => {
    const { client } = await emulatorAndClient({ region: 'eu-south-2' });

    const answer = client.send(new DescribeInstancesCommand({}));

    await expect(answer).rejects.toMatchObject({ name: 'AuthFailure' });
  });

  test('an unsigned request is refused and noted without a region', async () => {
    const started = await emulator();

    const response = await request(started.url, { method: 'POST', body: 'Action=DescribeInstances&Version=2016-11-15' });

    expect(response.statusCode).toBe(403);
    expect(await response.body.text()).toContain('<Code>MissingAuthenticationToken</Code>');
    expect(started.calls()).toMatchObject([{ action: 'DescribeInstances', region: null, answer: 'MissingAuthenticationToken' }]);
  });
});

describe('the protocol', () => {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/${REGION}/ec2/aws4_request, SignedHeaders=host, Signature=00`;

  test('an action it does not offer is refused', async () => {
    const started = await emulator();

    const response = await request(started.url, { method: 'POST', headers: { authorization }, body: 'Action=StopInstances' });

    expect(response.statusCode).toBe(400);
    expect(await response.body.text()).toContain('<Code>InvalidAction</Code>');
  });

  test('parameters may come in the query string, and each answer has its own request id', async () => {
    const started = await emulator();

    const response = await request(`${started.url}/?Action=DescribeRegions`, { headers: { authorization } });

    expect(response.statusCode).toBe(200);
    expect(await response.body.text()).toContain(`<requestId>${String(response.headers['x-amzn-requestid'])}</requestId>`);
  });

  test('calls are told in their order', async () => {
    const { client, emulator: started } = await emulatorAndClient();

    await client.send(new DescribeInstancesCommand({}));
    await client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST], DryRun: true })).catch(() => undefined);

    expect(started.calls()).toEqual([
      { service: 'ec2', action: 'DescribeInstances', region: REGION, instanceIds: [], isDryRun: false, answer: 'OK' },
      { service: 'ec2', action: 'TerminateInstances', region: REGION, instanceIds: [FIRST], isDryRun: true, answer: 'DryRunOperation' },
    ]);
  });
});

describe('regions and zones', () => {
  test('only enabled regions are listed, unless all are asked for', async () => {
    const { client } = await emulatorAndClient();

    const enabled = await client.send(new DescribeRegionsCommand({}));
    const all = await client.send(new DescribeRegionsCommand({ AllRegions: true }));

    expect(enabled.Regions?.map(({ RegionName }) => RegionName)).toEqual([REGION]);
    expect(all.Regions?.map(({ OptInStatus }) => OptInStatus)).toEqual(['opt-in-not-required', 'not-opted-in']);
  });

  test('zones are those of the region asked', async () => {
    const { client } = await emulatorAndClient();

    const answer = await client.send(new DescribeAvailabilityZonesCommand({ Filters: [{ Name: 'zone-name', Values: ['*b'] }] }));

    expect(answer.AvailabilityZones?.map(({ ZoneName }) => ZoneName)).toEqual(['ap-south-1b']);
  });
});
