import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { sandboxRun } from '../support/sandbox-run.ts';
import { removeFolder } from '../support/remove-folder.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';
const UNKNOWN = 'i-0ffffffffffffffff';

async function listed(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-list-'));
  onTestFinished(() => removeFolder(folder));
  await writeFile(join(folder, 'new.csv'), content);
  return join(folder, 'new.csv');
}

describe('several instances', () => {
  test('are planned together, and one that is refused does not hold up the other', async () => {
    const run = await sandboxRun();

    const ended = await run.spotctl('register-instance', NEW, UNKNOWN, '--confirm', '1', '--json');

    expect(ended.exitCode).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      kind: 'RegistrationList',
      items: [
        { instanceId: NEW, outcome: 'registered', registration: { verified: true, primaries: [NEW] }, error: null },
        { instanceId: UNKNOWN, outcome: 'refused', registration: null, error: { code: 'INSTANCE_UNKNOWN' } },
      ],
      totals: { instances: 2, registered: 1, refused: 1, failed: 0 },
    });
    expect((await run.spotctl('primaries', '-o', 'name')).stdout).toBe(`${NEW}\n`);
  });

  test('need the count that was shown', async () => {
    const run = await sandboxRun();

    const ended = await run.spotctl('register-instance', NEW, UNKNOWN, '--confirm', '2');

    expect(ended.exitCode).toBe(6);
    expect(ended.stderr).toContain('--confirm says 2, but the plan comes to 1. Nothing was done.');
    expect((await run.spotctl('primaries', '-o', 'name')).stdout).toBe(`${OLD}\n`);
  });

  test('cannot share facts of one', async () => {
    const ended = await runCommand(['register-instance', NEW, OLD, '--az', 'ap-south-1a', '--yes']);

    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain('--az is a fact of one instance, and 2 are named.');
  });

  test.for([['csv'], ['tsv'], ['name']] as const)('are not sent where the answer could not be printed as %s', async ([format]) => {
    const run = await sandboxRun();

    const ended = await run.spotctl('register-instance', NEW, '--yes', '-o', format);

    expect(ended.exitCode).toBe(2);
    expect((await run.spotctl('primaries', '-o', 'name')).stdout).toBe(`${OLD}\n`);
  });
});

describe('a file of instances', () => {
  test('is registered row by row, with the facts of each', async () => {
    const run = await sandboxRun();
    const file = await listed(`instance,agent,role,spot-price\n${NEW},web-01,replica,0.02\n`);

    const ended = await run.spotctl('register-instance', '--from-file', file, '--confirm', '1', '--json');

    expect(ended.exitCode).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      kind: 'RegistrationList',
      items: [{ registration: { request: { instanceId: NEW, isPrimary: false, spotPriceUsdPerHour: 0.02 }, verified: true } }],
    });
  });

  test('with one wrong row is refused before anything is asked or sent', async () => {
    const file = await listed(`instance,role\n${NEW},primary\nnonsense,boss\n`);

    const ended = await runCommand(['register-instance', '--from-file', file, '--yes'], {
      env: { SPOTCTL_BACKEND_URL: 'http://127.0.0.1:1', SPOTCTL_TOKEN: 'x' },
    });

    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain('Line 3: "nonsense" is not an EC2 instance id; line 3: the role "boss" is neither primary nor replica.');
  });

  test('may be piped in as JSON, and then needs a confirmation without a question', async () => {
    const run = await sandboxRun();
    const pipe = async (...args: readonly string[]) =>
      await runCommand(['register-instance', '--from-file', '-', ...args], { env: run.env, stdin: `["${NEW}"]` });

    const unconfirmed = await pipe();
    const confirmed = await pipe('--yes');

    expect([unconfirmed.exitCode, confirmed.exitCode]).toEqual([6, 0]);
    expect(confirmed.stdout).toContain(`✓ ${NEW} is the primary of agent web-01`);
  });
});

describe('--discover', () => {
  test('finds what EC2 runs and the backend does not know, and registers it', async () => {
    const run = await sandboxRun();

    const ended = await run.spotctl('register-instance', '--discover', '--confirm', '1', '--json');
    const again = await run.spotctl('register-instance', '--discover', '--yes');

    expect(ended.exitCode).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      kind: 'RegistrationList',
      items: [{ instanceId: NEW, outcome: 'registered' }],
      discovered: [{ id: NEW, instanceType: 't3.medium', az: 'ap-south-1c', hourlyCost: 0.0134, logicalAgentId: 'web-01', servedBy: null }],
    });
    expect(ended.stderr).toContain(`1  ${NEW}  agent web-01, t3.medium in ap-south-1c, spot at`);
    expect([again.exitCode, again.stdout]).toEqual([0, "Everything that EC2 runs under the fleet's tags is registered.\n"]);
  });

  test('does nothing piped without --yes or --confirm', async () => {
    const run = await sandboxRun();

    const ended = await run.spotctl('register-instance', '--discover');

    expect(ended.exitCode).toBe(6);
    expect(ended.stderr).toContain('There is no terminal to choose on. Nothing was done.');
    expect((await run.spotctl('primaries', '-o', 'name')).stdout).toBe(`${OLD}\n`);
  });

  test('rehearses', async () => {
    const run = await sandboxRun();

    const ended = await run.spotctl('register-instance', '--discover', '--dry-run', '--json');

    expect(JSON.parse(ended.stdout)).toMatchObject({
      items: [{ instanceId: NEW, outcome: 'planned' }],
      totals: { instances: 1, planned: 1, registered: 0 },
      dryRun: true,
    });
    expect((await run.spotctl('primaries', '-o', 'name')).stdout).toBe(`${OLD}\n`);
  });
});

test('two operators who register at once end with one primary, and each is told who it is', async () => {
  const run = await sandboxRun();
  await run.spotctl('schema', 'apply', '--yes');

  const ends = await Promise.all([
    run.spotctl('register-instance', NEW, '--yes', '--json'),
    run.spotctl('register-instance', OLD, '--revive', '--yes', '--json'),
  ]);

  const primaries = (await run.spotctl('primaries', '-o', 'name')).stdout.trim().split('\n');
  expect(primaries).toHaveLength(1);
  const loser = ends[primaries[0] === NEW ? 1 : 0];
  const told = `${loser?.stdout}${loser?.stderr}`;
  // Done and verified before the other began to write, it was right when it said so.
  const wasFirst = loser?.exitCode === 0 && JSON.parse(loser.stdout).verified === true;
  expect([0, 3, 6]).toContain(loser?.exitCode);
  expect(wasFirst || told.includes(primaries[0] ?? '')).toBe(true);
});

describe('--terminate-demoted', () => {
  test('ends what was demoted once the registration is verified, in one document', async () => {
    const run = await sandboxRun();
    await run.spotctl('schema', 'apply', '--yes');

    const ended = await run.spotctl('register-instance', NEW, '--terminate-demoted', '--confirm', '1', '--json');

    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain('then\n  terminated in EC2, once the registration is verified.');
    expect(JSON.parse(ended.stdout)).toMatchObject({
      kind: 'Registration',
      verified: true,
      demoted: [{ id: OLD }],
      termination: { targets: [{ id: OLD, outcome: 'terminated', reported: true }] },
      terminationError: null,
    });
    expect(await run.stateOf(OLD)).toBe('terminated');
  });
});
