import { describe, expect, test } from 'vitest';
import { requireServer } from '../support/require-server.ts';
import { runCommand } from '../support/run-command.ts';
import { runningSandbox, without } from '../support/running-sandbox.ts';
import { hasTerminal, openTerminal } from '../support/terminal.ts';

const GHOST = 'i-029c1999a147722de';
const UNREGISTERED = 'i-0f75d6fccfb53a938';
const AGENT = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';

describe('the list of instances', () => {
  test('joins rows and EC2 in JSON: the ghost and what nobody registered', async () => {
    const { env } = await runningSandbox();

    const { stdout, stderr, exitCode } = await runCommand(['instances', '--json'], { env });

    const { apiVersion, kind, items } = JSON.parse(stdout);
    expect([apiVersion, kind, stderr, exitCode]).toEqual(['spotctl/v1', 'InstanceList', '', 0]);
    expect(items).toMatchObject([
      {
        id: GHOST,
        status: 'terminated',
        aws: { state: 'running' },
        findings: expect.arrayContaining(['FL401']),
        hourlyCost: expect.any(Number),
      },
      { id: UNREGISTERED, status: null, isPrimary: null, aws: { state: 'running' }, findings: ['FL404'], logicalAgentId: 'web-01' },
    ]);
  });

  test('is tab-separated rows without header where piped, and CSV with one', async () => {
    const { env } = await runningSandbox();

    const piped = await runCommand(['instances', '--columns', 'id,status,awsState'], { env });
    const csv = await runCommand(['instances', '-o', 'csv', '--columns', 'id,status,awsState', '--sort=-id'], { env });

    expect(piped.stdout).toBe(`${GHOST}\tterminated\trunning\n${UNREGISTERED}\t\trunning\n`);
    expect(csv.stdout).toBe(`"id","status","awsState"\n"${UNREGISTERED}",,"running"\n"${GHOST}","terminated","running"\n`);
  });

  test('keeps what fits every filter', async () => {
    const { env } = await runningSandbox();
    const kept: readonly (readonly [string, readonly string[]])[] = [
      ['--status ghost', [GHOST]],
      ['--status unregistered', [UNREGISTERED]],
      ['--status zombie', []],
      ['--agent web-01 --mode spot', [GHOST, UNREGISTERED]],
      ['--aws-state absent', []],
      ['--region ap-south-1', [GHOST, UNREGISTERED]],
      ['--no-aws', [GHOST]],
    ];

    const runs = await Promise.all(
      kept.map(async ([flags]) => await runCommand(['instances', ...flags.split(' '), '-o', 'name'], { env })),
    );

    expect(runs.map(({ stdout, exitCode }) => [stdout.split('\n').filter((id) => id !== ''), exitCode])).toEqual(
      kept.map(([, ids]) => [ids, 0]),
    );
  });

  test('is refused for an agent nobody knows, since an empty list would read as all clear', async () => {
    const { env } = await runningSandbox();

    const { stdout, exitCode } = await runCommand(['instances', '--agent', 'web-02', '--json'], { env });

    expect([JSON.parse(stdout).error.code, exitCode]).toEqual(['AGENT_UNKNOWN', 1]);
  });

  test('is an empty array and exit 0 where nothing fits', async () => {
    const { env } = await runningSandbox();

    const { stdout, stderr, exitCode } = await runCommand(['instances', '--status', 'zombie', '--json'], { env });

    expect([JSON.parse(stdout).items, stderr, exitCode]).toEqual([[], '', 0]);
  });

  test('does not filter by what it does not ask', async () => {
    const { env } = await runningSandbox();

    const { stderr, exitCode } = await runCommand(['instances', '--no-aws', '--status', 'ghost'], { env });

    expect([stderr.split('\n')[0], exitCode]).toEqual(['✗ Only EC2 can answer --status ghost, and --no-aws does not ask it.', 2]);
  });

  test('has null for what only the database knows where there is none', async () => {
    const { env } = await runningSandbox();

    const { stdout } = await runCommand(['instances', '--json'], { env: without(env, 'SPOTCTL_DATABASE_URL') });

    expect(JSON.parse(stdout).items[0]).toMatchObject({ terminationAttemptedAt: null, terminationConfirmed: null, wastedSince: null });
  });
});

describe('the other lists', () => {
  test('primaries are what claims to be one', async () => {
    const { env } = await runningSandbox();

    const { stdout, exitCode } = await runCommand(['primaries', '--json'], { env });

    expect([JSON.parse(stdout).items.map(({ id }: { id: string }) => id), exitCode]).toEqual([[GHOST], 0]);
  });

  test('agents have the wait of the database, and none without it', async () => {
    const { env } = await runningSandbox();

    const known = await runCommand(['agents', '--json'], { env });
    const unknown = await runCommand(['agents', '--json'], { env: without(env, 'SPOTCTL_DATABASE_URL') });

    const [agent] = JSON.parse(known.stdout).items;
    expect(Object.keys(agent).join(' ')).toBe(
      'id logicalAgentId clientId status instanceId region lastHeartbeat autoTerminateEnabled terminateWaitSeconds findings',
    );
    expect(agent).toMatchObject({ id: AGENT, instanceId: GHOST, terminateWaitSeconds: 300 });
    expect(JSON.parse(unknown.stdout).items).toMatchObject([{ id: AGENT, terminateWaitSeconds: null }]);
  });
});

describe('a source that cannot be seen', () => {
  test('leaves rows with null where it is EC2, says so, and ends with 3', async () => {
    const { env } = await runningSandbox();

    const { stdout, stderr, exitCode } = await runCommand(['instances', '--json'], {
      env: { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    });

    expect(JSON.parse(stdout).items).toMatchObject([{ id: GHOST, status: 'terminated', aws: null, hourlyCost: null }]);
    expect(stderr).toBe(
      [
        '! EC2 in ap-south-1: EC2 in ap-south-1 could not be reached for DescribeInstances. Its facts are unknown here. (AWS_UNREACHABLE)',
        '  Why:  ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:9',
        '  Next: Check the network, the proxy and AWS_ENDPOINT_URL.',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(3);
  });

  test('is EC2 within 3 seconds where there are no credentials', async () => {
    const { env } = await runningSandbox();

    const { stderr, exitCode } = await runCommand(['instances'], {
      env: without(env, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'),
      timeoutSeconds: 5,
    });

    expect(stderr).toContain('(AWS_CREDENTIALS)');
    expect(stderr).toContain('\n  Next: Set AWS_PROFILE, or run `aws configure`.\n');
    expect(exitCode).toBe(3);
  });

  test('is the administration’s list where the token may not read it: said, with how many agents are unknown for that', async () => {
    const { env } = await runningSandbox('fleet');

    const { stdout, stderr, exitCode } = await runCommand(['instances', '--no-aws', '--json'], {
      env: without(env, 'SPOTCTL_DATABASE_URL'),
    });

    const items: readonly { agentId: string | null }[] = JSON.parse(stdout).items;
    const unknown = items.filter(({ agentId }) => agentId === null).length;
    expect(unknown).toBeGreaterThan(0);
    expect(stderr).toBe(
      `! The backend's list of all rows was not to be had: GET /api/admin/instances answered 403. So the agents of ${unknown} of these are unknown here. Its database knows them: set SPOTCTL_DATABASE_URL.\n`,
    );
    expect(exitCode).toBe(0);
  });

  test('is a region that the settings leave out: said, and no failure', async () => {
    const { env } = await runningSandbox('fleet');

    const { stdout, stderr, exitCode } = await runCommand(['instances', '--json'], { env: { ...env, SPOTCTL_REGIONS: 'ap-south-1' } });

    const items: readonly { region: string; aws: object | null }[] = JSON.parse(stdout).items;
    const elsewhere = items.filter(({ region }) => region !== 'ap-south-1');
    const regions = [...new Set(elsewhere.map(({ region }) => region))];
    expect([elsewhere.some(({ aws }) => aws !== null), elsewhere.length > 0, exitCode]).toEqual([false, true, 0]);
    expect(stderr).toBe(
      regions
        .map((region) => `! EC2 in ${region} was not asked, since SPOTCTL_REGIONS leaves it out. Its facts are unknown here.\n`)
        .join(''),
    );
  });

  test.each([
    ['refuses the connection', 'http://127.0.0.1:9', 'BACKEND_REFUSED'],
    ['has no address', 'http://backend.invalid', 'BACKEND_UNRESOLVED'],
  ])('ends the list with its own error where the backend %s and there is no database', async (...[, url, code]) => {
    const { env } = await runningSandbox();

    const { stdout, exitCode } = await runCommand(['instances', '--json'], {
      env: { ...without(env, 'SPOTCTL_DATABASE_URL'), SPOTCTL_BACKEND_URL: url },
    });

    expect([JSON.parse(stdout).error.code, exitCode]).toEqual([code, 1]);
  });

  test('ends the list with 4 where the token is wrong', async () => {
    const { env } = await runningSandbox();

    const { stdout, exitCode } = await runCommand(['agents', '--json'], { env: { ...env, SPOTCTL_TOKEN: 'wrong' } });

    expect([JSON.parse(stdout).error.code, exitCode]).toEqual(['TOKEN_REFUSED', 4]);
  });
});

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  test('is a table with colour on a terminal, and says what an empty one means', async () => {
    const { env } = await runningSandbox();
    const full = await openTerminal(['instances'], { env, columns: 80 });
    const empty = await openTerminal(['primaries', '--mode', 'ondemand'], { env });
    try {
      await Promise.all([full.exitCode(), empty.exitCode()]);

      const [header = '', ...rows] = (await full.screen()).split('\n');
      expect(header.trim().split(/\s+/)).toEqual(['INSTANCE', 'AGENT', 'BACKEND', 'AWS', '$/HOUR', 'FINDINGS']);
      expect(rows[0]).toMatch(/^i-029c1999a147722de +web-01 +terminated +running +\$0\.\d{4} +FL401/);
      expect(await full.screen({ colour: true })).toContain('\u001b[');
      expect(await full.screen()).toMatch(/^2 instances at \$0\.\d{4} an hour; 1 unwanted at \$0\.\d{4} an hour, \$\d\.\d\d so far\.$/m);
      expect(await empty.screen()).toContain('No instance is primary.');
    } finally {
      await Promise.all([full.close(), empty.close()]);
    }
  });
});
