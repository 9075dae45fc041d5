import { describe, expect, test } from 'vitest';
import { FIRST, REGION, SECOND, UNKNOWN, world, worldInstance } from '../../sandbox/ec2-emulator/world.ts';
import { cloudAt, emulatedCloud } from './cloud-under-test.ts';
import { fault, scriptedPeer, terminating } from './scripted-peer.ts';

const UNBROKEN = new AbortController().signal;

describe('terminating', () => {
  test('tells what EC2 accepted, and which request that was', async () => {
    const { cloud, emulator } = await emulatedCloud();

    const answer = await cloud.terminate(REGION, [FIRST]);

    expect(answer).toEqual({
      accepted: [{ id: FIRST, previousState: 'running', currentState: 'shutting-down' }],
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(emulator.instances()[0]?.state).toBe('shutting-down');
  });

  test('no ids means no call', async () => {
    const { cloud, emulator } = await emulatedCloud();

    const answer = await cloud.terminate(REGION, []);

    expect([answer, emulator.calls()]).toEqual([{ accepted: [], requestId: null }, []]);
  });

  test.each([
    { what: 'an unknown id', ids: [FIRST, UNKNOWN], code: 'AWS_NOT_FOUND', awsCode: 'InvalidInstanceID.NotFound' },
    { what: 'a protected instance', ids: [SECOND], code: 'AWS_PROTECTED', awsCode: 'OperationNotPermitted' },
  ])('fails for $what with EC2’s own code beside ours', async ({ ids, code, awsCode }) => {
    const instances = [worldInstance(), worldInstance({ id: SECOND, isTerminationProtected: true })];
    const { cloud } = await emulatedCloud({ world: world({ instances }) });

    const answer = cloud.terminate(REGION, ids);

    await expect(answer).rejects.toMatchObject({ code, details: { awsCode, action: 'TerminateInstances', region: REGION } });
  });

  test('an id EC2 does not name in its answer is not accepted', async () => {
    const peer = await scriptedPeer(terminating(FIRST, UNKNOWN));

    const answer = await cloudAt(peer.url).terminate(REGION, [FIRST, SECOND]);

    expect(answer.accepted.map(({ id }) => id)).toEqual([FIRST]);
  });

  test('an empty answer accepts nothing', async () => {
    const peer = await scriptedPeer({ body: '' });

    const answer = await cloudAt(peer.url).terminate(REGION, [FIRST]);

    expect(answer).toEqual({ accepted: [], requestId: 'request-1' });
  });

  test.each([
    { what: 'a reset', step: 'reset', code: 'AWS_UNREACHABLE' },
    { what: 'a 502 page of a proxy', step: { status: 502, body: '<html><body>Bad gateway</body></html>' }, code: 'AWS_FAILED' },
    { what: 'an internal error', step: fault(500, { code: 'InternalError' }), code: 'AWS_FAILED' },
    { what: 'a truncated answer', step: { body: '<TerminateInstancesResponse><instancesSet><item>' }, code: 'AWS_FAILED' },
  ] as const)('is not sent again after $what, for it may have had an effect', async ({ step, code }) => {
    const peer = await scriptedPeer(step, terminating(FIRST));

    const answer = cloudAt(peer.url).terminate(REGION, [FIRST]);

    await expect(answer).rejects.toMatchObject({ code });
    expect(peer.requests).toHaveLength(1);
  });

  test('is not sent again by itself while EC2 throttles, so that what guards it can be read anew', async () => {
    const peer = await scriptedPeer(fault(503, { code: 'RequestLimitExceeded' }), terminating(FIRST));

    const answer = cloudAt(peer.url).terminate(REGION, [FIRST]);

    await expect(answer).rejects.toMatchObject({ code: 'AWS_THROTTLED' });
    expect(peer.requests).toHaveLength(1);
  });

  test('may be sent again after pauses that grow', async () => {
    const pauses: number[] = [];
    const pause = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
    const cloud = cloudAt('http://127.0.0.1:9', { pause });

    const answers = await Promise.all([1, 2, 3].map(async (tries) => cloud.waitToResend(REGION, { tries, signal: UNBROKEN })));

    expect([answers, pauses]).toEqual([
      [true, true, true],
      [1000, 2000, 4000],
    ]);
  });

  test('may not be sent again once the operator has interrupted the pause', async () => {
    const interrupt = new AbortController();
    const pause = async (): Promise<void> => {
      interrupt.abort();
      interrupt.signal.throwIfAborted();
    };

    const answer = await cloudAt('http://127.0.0.1:9', { pause }).waitToResend(REGION, { tries: 1, signal: interrupt.signal });

    expect(answer).toBe(false);
  });

  test('gives up when the region has spent its patience, and so does every call after it until one succeeds', async () => {
    const throttled = fault(503, { code: 'RequestLimitExceeded' });
    const peer = await scriptedPeer(...Array.from({ length: 42 }, () => throttled), terminating(FIRST), throttled, terminating(FIRST));
    const cloud = cloudAt(peer.url);
    const attempt = async (tries = 1): Promise<string> => {
      const answer = await cloud.terminate(REGION, [FIRST]).then(
        () => 'accepted',
        (error: { code: string }) => error.code,
      );
      const goesOn = answer === 'AWS_THROTTLED' && (await cloud.waitToResend(REGION, { tries, signal: UNBROKEN }));
      return goesOn ? await attempt(tries + 1) : answer;
    };

    const outcomes = [await attempt(), peer.requests.length, await attempt(), peer.requests.length, await attempt(), await attempt()];

    expect(outcomes).toEqual(['AWS_THROTTLED', 41, 'AWS_THROTTLED', 42, 'accepted', 'accepted']);
  });

  test('spends the same patience on what it reads', async () => {
    const peer = await scriptedPeer(fault(503, { code: 'RequestLimitExceeded' }));
    const cloud = cloudAt(peer.url);

    await expect(cloud.spotRequests(REGION, ['sir-1'])).rejects.toMatchObject({ code: 'AWS_THROTTLED' });
    const spent = peer.requests.length;
    await expect(cloud.terminate(REGION, [FIRST])).rejects.toMatchObject({ code: 'AWS_THROTTLED' });

    expect([spent, peer.requests.length]).toEqual([41, 42]);
  });

  test('uses the clock correction that an earlier call has learned', async () => {
    const anHourAhead = { date: new Date(Date.now() + 3_600_000).toUTCString() };
    const described = {
      body: '<R><instanceId>i</instanceId><disableApiStop><value>false</value></disableApiStop><disableApiTermination><value>false</value></disableApiTermination></R>',
      headers: anHourAhead,
    };
    const peer = await scriptedPeer(described, described, terminating(FIRST));
    const cloud = cloudAt(peer.url);

    await cloud.protection(REGION, FIRST);
    await cloud.terminate(REGION, [FIRST]);

    expect(peer.signedHoursAhead()).toEqual([0, 0, 1]);
  });
});

describe('asking whether one may terminate', () => {
  test.each([
    { deniedActions: [], isPermitted: true },
    { deniedActions: ['TerminateInstances'], isPermitted: false },
  ])('with $deniedActions denied the answer is $isPermitted, and nothing ends', async ({ deniedActions, isPermitted }) => {
    const { cloud, emulator } = await emulatedCloud({ world: world({ permissions: { deniedActions } }) });

    const answer = await cloud.mayTerminate(REGION, [FIRST]);

    expect(answer).toBe(isPermitted);
    expect(emulator.instances()[0]?.state).toBe('running');
    expect(emulator.calls().every(({ isDryRun }) => isDryRun)).toBe(true);
  });

  test('another refusal is no answer', async () => {
    const { cloud } = await emulatedCloud({ world: world({ permissions: { credentials: 'expired' } }) });

    const answer = cloud.mayTerminate(REGION, [FIRST]);

    await expect(answer).rejects.toMatchObject({ code: 'AWS_EXPIRED' });
  });

  test('a success is no answer either: a dry run never succeeds', async () => {
    const peer = await scriptedPeer(terminating(FIRST));

    const answer = cloudAt(peer.url).mayTerminate(REGION, [FIRST]);

    await expect(answer).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });
});
