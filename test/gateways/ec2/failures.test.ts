import { describe, expect, test } from 'vitest';
import { FIRST, REGION, world } from '../../sandbox/ec2-emulator/world.ts';
import { allInstances, cloudAt, emulatedCloud } from './cloud-under-test.ts';
import { fault, scriptedPeer } from './scripted-peer.ts';

const QUERY = { by: 'ids', ids: [FIRST] } as const;
const NO_INSTANCES = { body: '<R><reservationSet/></R>' };

describe('reading from EC2', () => {
  test.each([
    { what: 'throttling', step: fault(503, { code: 'RequestLimitExceeded' }) },
    { what: 'a reset', step: 'reset' },
    { what: 'a connection that went silent', step: 'hang' },
    { what: 'a 502 page of a proxy', step: { status: 502, body: '<html><body>Bad gateway</body></html>' } },
  ] as const)('is tried again after $what', async ({ step }) => {
    const peer = await scriptedPeer(step, NO_INSTANCES);

    const instances = await allInstances(cloudAt(peer.url, { timeoutMs: 3000 }), QUERY);

    expect(instances).toEqual([]);
    expect(peer.requests).toHaveLength(2);
  });

  test.each([
    { what: 'an empty body', body: '' },
    { what: 'a login page', body: '<html><body>Sign in</body></html>' },
    { what: 'an answer to something else', body: '<DescribeRegionsResponse><regionInfo/></DescribeRegionsResponse>' },
    {
      what: 'a truncated answer',
      body: '<R><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId></item></instancesSet></item>',
    },
    {
      what: 'an instance without an id',
      body: '<R><reservationSet><item><instancesSet><item/></instancesSet></item></reservationSet></R>',
    },
    { what: 'what is no XML', body: 'OK' },
  ])('never takes $what for an empty fleet', async ({ body }) => {
    const peer = await scriptedPeer({ body });

    const instances = allInstances(cloudAt(peer.url), QUERY);

    await expect(instances).rejects.toMatchObject({ name: 'SpotctlError', code: 'AWS_FAILED' });
  });

  test('never takes a part of an answer for the whole, wherever it breaks off', async () => {
    const whole = `<R><reservationSet><item><instancesSet><item><instanceId>${FIRST}</instanceId></item></instancesSet></item></reservationSet></R>`;
    const parts = Array.from({ length: whole.length - 1 }, (_, length) => ({ body: whole.slice(0, length) }));
    const peer = await scriptedPeer(...parts);
    const cloud = cloudAt(peer.url);

    const outcomes: string[] = [];
    for (const part of parts)
      outcomes.push(
        await allInstances(cloud, QUERY).then(
          () => part.body,
          (error: { code: string }) => error.code,
        ),
      );

    expect(new Set(outcomes)).toEqual(new Set(['AWS_FAILED']));
  });

  test.each([
    { what: 'a refusal', step: { status: 400, endless: '<Response>' }, limit: 1 },
    { what: 'a proxy’s page', step: { status: 501, endless: '<html>' }, limit: 1 },
    { what: 'an answer', step: { status: 200, endless: ' ' }, limit: 64 },
  ])('does not read $what that has no end', async ({ step, limit }) => {
    const peer = await scriptedPeer(step);

    const instances = allInstances(cloudAt(peer.url), QUERY);

    await expect(instances).rejects.toMatchObject({
      code: 'AWS_FAILED',
      cause: `AnswerTooLong: It holds more than ${limit} MiB; the rest was not read.`,
    });
  });

  test('keeps no account’s answer that has no end', async () => {
    const peer = await scriptedPeer({ status: 200, endless: '<GetCallerIdentityResponse>' });

    const account = cloudAt(peer.url, { accountRegion: REGION }).account();

    await expect(account).rejects.toMatchObject({ code: 'AWS_FAILED', cause: expect.stringContaining('AnswerTooLong') });
  });

  test.each(['hang', 'drip'] as const)('ends after the time a call may take when EC2 makes it %s', async (step) => {
    const peer = await scriptedPeer(step);

    const instances = allInstances(cloudAt(peer.url, { timeoutMs: 50 }), QUERY);

    await expect(instances).rejects.toMatchObject({
      code: 'AWS_UNREACHABLE',
      message: 'EC2 in ap-south-1 did not answer DescribeInstances within 0.05 s.',
      details: { awsCode: null },
    });
  });

  test('names the permission that is missing and leaves out what nobody can read', async () => {
    const encoded = 'x'.repeat(5000);
    const message = `You are not authorized to perform this operation. Encoded authorization failure message: ${encoded}`;
    const peer = await scriptedPeer(fault(403, { code: 'UnauthorizedOperation', message }));

    const instances = allInstances(cloudAt(peer.url), QUERY);

    await expect(instances).rejects.toMatchObject({
      code: 'AWS_DENIED',
      cause: 'UnauthorizedOperation: You are not authorized to perform this operation. (The encoded details are left out.)',
      hint: 'Ask for the permission ec2:DescribeInstances.',
      details: { awsCode: 'UnauthorizedOperation', requestId: 'request-1', httpStatus: 403 },
    });
  });

  test('shortens a cause without end', async () => {
    const peer = await scriptedPeer(fault(400, { code: 'InvalidParameterValue', message: 'y'.repeat(5000) }));

    const instances = allInstances(cloudAt(peer.url), QUERY);

    await expect(instances).rejects.toMatchObject({ code: 'AWS_FAILED', cause: `InvalidParameterValue: ${'y'.repeat(400)}…` });
  });

  test('tells a port where nobody listens', async () => {
    const instances = allInstances(cloudAt('http://127.0.0.1:1', { timeoutMs: 50 }), QUERY);

    await expect(instances).rejects.toMatchObject({ code: 'AWS_UNREACHABLE' });
  });
});

describe('the region', () => {
  test.each(['ap south', 'x', 'ap-south-1.evil.example', '../..', ''])('%j is no name of one', async (region) => {
    const { cloud, emulator } = await emulatedCloud();

    const answer = cloud.protection(region, FIRST);

    await expect(answer).rejects.toMatchObject({ code: 'AWS_REGION' });
    expect(emulator.calls()).toEqual([]);
  });

  test('a list of instances fails by its iteration, like every other failure of it', async () => {
    const { cloud } = await emulatedCloud();

    const instances = cloud.instances('nowhere', QUERY);

    await expect(instances[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'AWS_REGION' });
  });

  test('one that is not enabled is told from credentials that are no good', async () => {
    const { cloud } = await emulatedCloud();
    const { cloud: refused } = await emulatedCloud({ world: world({ permissions: { credentials: 'refused' } }) });

    const notEnabled = cloud.protection('eu-south-2', FIRST);
    await expect(notEnabled).rejects.toMatchObject({ code: 'AWS_REGION', details: { awsCode: 'AuthFailure', region: 'eu-south-2' } });
    const noGood = refused.protection(REGION, FIRST);
    await expect(noGood).rejects.toMatchObject({ code: 'AWS_CREDENTIALS', details: { awsCode: 'AuthFailure' } });
  });
});
