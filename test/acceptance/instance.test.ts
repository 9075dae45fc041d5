import { describe, expect, test } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { runningSandbox, without } from '../support/running-sandbox.ts';

const GHOST = 'i-029c1999a147722de';
const UNREGISTERED = 'i-0f75d6fccfb53a938';
const NOBODY = 'i-0bbbbbbbbbbbbbbbb';

describe('one instance', () => {
  test('is a page that sets the sources side by side and tells its past', async () => {
    const { env } = await runningSandbox();

    const { stdout, stderr, exitCode } = await runCommand(['instance', GHOST], { env });

    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout).toMatch(/^i-029c1999a147722de  ghost\n/);
    expect(stdout).toMatch(/^state +terminated +terminated +running$/m);
    expect(stdout).toMatch(/ aws +launched$/m);
  });

  test('is a document with the item of a list, the sources and the timeline', async () => {
    const { env } = await runningSandbox();

    const { stdout } = await runCommand(['instance', GHOST, '--json'], { env });
    const list = await runCommand(['instances', '--status', 'ghost', '--json'], { env });

    const { apiVersion, kind, sources, timeline, ...facts } = JSON.parse(stdout);
    const [item] = JSON.parse(list.stdout).items;
    expect([apiVersion, kind, Object.keys(facts)]).toEqual(['spotctl/v1', 'Instance', Object.keys(item)]);
    expect([sources.backend.word, sources.database.word, sources.aws.word]).toEqual(['present', 'present', 'present']);
    expect(timeline.map(({ text }: { text: string }) => text)).toEqual(
      expect.arrayContaining(['launched', 'installed', 'set to terminated']),
    );
  });

  test('is found in EC2 where the backend has no row of it', async () => {
    const { env } = await runningSandbox();

    const { stdout, exitCode } = await runCommand(['instance', UNREGISTERED, '--json'], { env });

    expect(JSON.parse(stdout)).toMatchObject({
      status: null,
      aws: { state: 'running' },
      findings: ['FL404'],
      sources: { backend: { word: 'absent' } },
    });
    expect(exitCode).toBe(0);
  });

  test('is shown from EC2 alone where the backend is down, with 3', async () => {
    const { env } = await runningSandbox();
    const blind = { ...without(env, 'SPOTCTL_DATABASE_URL'), SPOTCTL_BACKEND_URL: 'http://127.0.0.1:9', SPOTCTL_REGIONS: 'ap-south-1' };

    const { stdout, stderr, exitCode } = await runCommand(['instance', GHOST, '--json'], { env: blind });

    expect(JSON.parse(stdout)).toMatchObject({ status: null, aws: { state: 'running' }, sources: { backend: { word: 'unseen' } } });
    expect([stderr.includes('(BACKEND_REFUSED)'), exitCode]).toEqual([true, 3]);
  });
});

describe('an id', () => {
  test('that is none is wrong usage, asked of nobody', async () => {
    const { stdout, exitCode } = await runCommand(['instance', 'i-029C1999a147722de', '--json'], {
      env: { SPOTCTL_BACKEND_URL: 'http://127.0.0.1:9', SPOTCTL_TOKEN: 'token' },
    });

    expect([JSON.parse(stdout).error.code, exitCode]).toEqual(['INSTANCE_ID_MALFORMED', 2]);
  });

  test('that nobody knows ends with 1', async () => {
    const { env } = await runningSandbox();

    const { stdout, exitCode } = await runCommand(['instance', NOBODY, '--json'], { env });

    expect([JSON.parse(stdout).error.code, exitCode]).toEqual(['INSTANCE_UNKNOWN', 1]);
  });

  test('that EC2 might know ends with 3, and says that EC2 was not seen', async () => {
    const { env } = await runningSandbox();

    const { stdout, stderr, exitCode } = await runCommand(['instance', NOBODY, '--json'], {
      env: { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    });

    expect(JSON.parse(stdout)).toMatchObject({
      id: NOBODY,
      region: null,
      aws: null,
      sources: { backend: { word: 'absent' }, aws: { word: 'unseen' } },
    });
    expect([stderr.includes('(AWS_UNREACHABLE)'), exitCode]).toEqual([true, 3]);
  });
});
