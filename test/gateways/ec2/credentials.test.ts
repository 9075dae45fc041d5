import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createEc2Cloud } from '../../../src/gateways/ec2/ec2-cloud.ts';
import { emulator } from '../../sandbox/ec2-emulator/emulator-client.ts';
import { ACCOUNT, FIRST, REGION, world } from '../../sandbox/ec2-emulator/world.ts';
import { stubNoCredentials } from './aws-environment.ts';
import { emulatedCloud } from './cloud-under-test.ts';
import { scriptedPeer } from './scripted-peer.ts';

/** A port that takes connections and never says a word. */
async function silentPort(): Promise<{ readonly url: string; readonly connections: readonly Socket[] }> {
  const connections: Socket[] = [];
  const server = createServer((socket) => connections.push(socket));
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => resolve());
  await promise;
  onTestFinished(() => {
    server.close();
    for (const connection of connections) connection.destroy();
  });
  const address = server.address();
  return { connections, url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` };
}

function cloudWithoutCredentials(endpoint: string, profile: string | null = null) {
  stubNoCredentials();
  return createEc2Cloud({ endpoint, profile, timeoutMs: 5000, accountRegion: REGION, metadataProbeMs: 20 });
}

describe('the account', () => {
  test('is asked of STS once, however often it is needed', async () => {
    const { cloud, emulator: started } = await emulatedCloud();

    const accounts = await Promise.all([cloud.account(), cloud.account()]);

    expect([...accounts, await cloud.account()]).toEqual([ACCOUNT, ACCOUNT, ACCOUNT]);
    expect(started.calls()).toMatchObject([{ service: 'sts', region: 'us-east-1' }]);
  });

  test.each([
    { credentials: 'expired', code: 'AWS_EXPIRED', awsCode: 'ExpiredToken' },
    { credentials: 'refused', code: 'AWS_CREDENTIALS', awsCode: 'InvalidClientTokenId' },
  ] as const)('is not told to credentials that are $credentials, and can be asked again', async ({ credentials, code, awsCode }) => {
    const { cloud, emulator: started } = await emulatedCloud({ world: world({ permissions: { credentials } }) });

    await expect(cloud.account()).rejects.toMatchObject({ code, details: { awsCode, action: 'GetCallerIdentity' } });
    await expect(cloud.account()).rejects.toMatchObject({ code });
    expect(started.calls()).toHaveLength(2);
  });
});

describe('without credentials', () => {
  test('every call fails with the next step before anything is sent', async () => {
    const started = await emulator();
    const cloud = cloudWithoutCredentials(started.url);

    const failures = await Promise.allSettled([cloud.account(), cloud.protection(REGION, FIRST), cloud.terminate(REGION, [FIRST])]);

    expect(failures).toMatchObject(
      failures.map(() => ({
        reason: { code: 'AWS_CREDENTIALS', hint: 'Set AWS_PROFILE, or run `aws configure`.', details: { awsCode: null } },
      })),
    );
    expect(started.calls()).toEqual([]);
  });

  test('a metadata service that never answers is left after the probe, and asked once for all regions', async () => {
    const started = await emulator();
    const metadata = await silentPort();
    const cloud = cloudWithoutCredentials(started.url);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', undefined);
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', metadata.url);

    const failures = await Promise.allSettled([
      cloud.protection('ap-south-1', FIRST),
      cloud.account(),
      cloud.protection('eu-west-1', FIRST),
    ]);

    expect(failures).toMatchObject(failures.map(() => ({ reason: { code: 'AWS_CREDENTIALS' } })));
    expect(metadata.connections.length).toBeLessThanOrEqual(2);
  });

  test('a profile that does not exist is named', async () => {
    const started = await emulator();
    const cloud = cloudWithoutCredentials(started.url, 'no-such-profile');

    await expect(cloud.account()).rejects.toMatchObject({
      code: 'AWS_CREDENTIALS',
      message: 'No AWS credentials were found in profile no-such-profile.',
    });
  });
});

test('the account is asked again once the credentials are others: a process that fetches them may have changed it', async () => {
  stubNoCredentials();
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-credentials-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const keys = join(folder, 'keys');
  // It expires within minutes, so that the SDK fetches it anew with every call.
  const soon = new Date(Date.now() + 60_000).toISOString();
  const told = `{"Version":1,"AccessKeyId":"AKID$(wc -c < ${keys} | tr -d ' ')","SecretAccessKey":"secret","Expiration":"${soon}"}`;
  await writeFile(keys, '');
  await writeFile(join(folder, 'fetch'), `#!/bin/sh\nprintf x >> ${keys}\ncat <<END\n${told}\nEND\n`, { mode: 0o755 });
  await writeFile(join(folder, 'config'), `[default]\ncredential_process = ${join(folder, 'fetch')}\n`);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  const identity = (account: string): string => `<R><GetCallerIdentityResult><Account>${account}</Account></GetCallerIdentityResult></R>`;
  const peer = await scriptedPeer({ body: identity('111111111111') }, { body: identity('222222222222') });
  const cloud = createEc2Cloud({ endpoint: peer.url, profile: null, timeoutMs: 5_000, accountRegion: REGION });

  const before = await cloud.account();

  expect(before).toBe('111111111111');
  // The SDK may answer with the old ones while it fetches.
  await expect.poll(async () => await cloud.account(), { timeout: 10_000 }).toBe('222222222222');
});
