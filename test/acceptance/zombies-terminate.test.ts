import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';
const OTHER_CLIENTS = 'i-0b0b0b0b0b0b0b0b0';

const REPORT = z.strictObject({
  apiVersion: z.literal('spotctl/v1'),
  kind: z.literal('TerminationReport'),
  runId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  account: z.literal('123456789012'),
  targets: z.array(
    z.strictObject({
      id: z.string(),
      region: z.literal('ap-south-1'),
      outcome: z.enum(['terminated', 'already-gone', 'failed', 'refused', 'unknown', 'pending']),
      previousState: z.string().nullable(),
      reported: z.boolean(),
      error: z.strictObject({ code: z.string(), message: z.string(), cause: z.string().nullable(), hint: z.string() }).nullable(),
      leftBehind: z.strictObject({ volumes: z.array(z.string()), networkInterfaces: z.array(z.string()), addresses: z.array(z.string()) }),
    }),
  ),
  totals: z.record(z.string(), z.number()),
  hourlySaving: z.number().nullable(),
});

/** The incident once the new instance is registered: the old one is a zombie that runs. */
async function replaced(facts: Parameters<typeof sandboxRun>[0] & { readonly isMigrated?: boolean } = {}): Promise<SandboxRun> {
  const run = await sandboxRun(facts);
  if (facts.isMigrated !== false) await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', NEW, '--yes');
  return run;
}

describe('zombies --terminate', () => {
  test('terminates the old instance, reports it, and touches no other', async () => {
    const run = await replaced();

    const ended = await run.spotctl('zombies', '--terminate', '--yes', '--json');
    const again = await run.spotctl('zombies', '--terminate', '--yes', '--json');

    expect(ended.exitCode).toBe(0);
    expect(REPORT.parse(JSON.parse(ended.stdout))).toMatchObject({
      targets: [{ id: OLD, outcome: 'terminated', previousState: 'running', reported: true, error: null }],
      totals: { terminated: 1, reported: 1 },
      hourlySaving: 0.0135,
    });
    expect(REPORT.parse(JSON.parse(again.stdout)).targets).toEqual([]);
    expect(again.exitCode).toBe(0);
    expect(await Promise.all([OLD, NEW, OTHER_CLIENTS].map((id) => run.stateOf(id)))).toEqual(['terminated', 'running', 'running']);
    expect((await run.spotctl('doctor')).exitCode).toBe(0);
  });

  test('shows the plan on stderr, and the outcome as text on stdout', async () => {
    const run = await replaced();

    const ended = await run.spotctl('zombies', '--terminate', '--confirm', '1');

    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toMatchInlineSnapshot(`
      "INSTANCE             REGION      OUTCOME     BEFORE   BACKEND
      i-029c1999a147722de  ap-south-1  terminated  running  told
      ✓ 1 terminated in account 123456789012; 1 end reported to the backend. Saves
        $0.0135 an hour.
      "
    `);
    // What was wasted grows while the test runs.
    expect(ended.stderr.replace(/\$\d+\.\d{2}$/m, '$N.NN')).toMatchInlineSnapshot(`
      "1 instance to terminate, saving $0.0135 an hour
      in account 123456789012, client Acme, ap-south-1
      INSTANCE             UNWANTED AS  AWS       $/HOUR  WASTED
      i-029c1999a147722de  zombie       running  $0.0135   $N.NN
        agent web-01 · ap-south-1a · t3.medium spot · runs for 6d
        not swept: its wait is not over
      i-029c1999a147722de: EC2 accepted the termination.
      i-029c1999a147722de: terminated.
      i-029c1999a147722de: reported to the backend.
      "
    `);
  });

  test('refuses the old instance as long as the backend marks it as primary', async () => {
    const run = await sandboxRun();

    const refused = await run.spotctl('zombies', '--terminate', '--yes', '--json');

    expect(refused.exitCode).toBe(6);
    expect(REPORT.parse(JSON.parse(refused.stdout)).targets).toMatchObject([
      {
        id: OLD,
        outcome: 'refused',
        reported: false,
        error: { code: 'TERMINATION_REFUSED', message: 'Not terminated: the backend still marks it as primary.' },
      },
    ]);
    expect(await run.stateOf(OLD)).toBe('running');
  });

  test('keeps the end it saw when the backend cannot book it, and delivers it once it can', async () => {
    const run = await replaced({ isMigrated: false });

    const unreported = await run.spotctl('zombies', '--terminate', '--yes', '--json');
    await run.spotctl('schema', 'apply', '--yes');
    const delivered = await run.spotctl('zombies', '--terminate', '--yes', '--json');

    expect(unreported.exitCode).toBe(3);
    expect(REPORT.parse(JSON.parse(unreported.stdout)).targets).toMatchObject([
      {
        id: OLD,
        outcome: 'terminated',
        reported: false,
        error: { code: 'REPORT_UNDELIVERED', hint: expect.stringContaining('spotctl schema apply') },
      },
    ]);
    expect(delivered.exitCode).toBe(0);
    expect(REPORT.parse(JSON.parse(delivered.stdout)).targets).toMatchObject([{ id: OLD, outcome: 'already-gone', reported: true }]);
  });

  test('waits until EC2 says terminated, and exits 5 when the wait runs out', async () => {
    const run = await replaced({ shuttingDownSeconds: 4 });

    const expired = await run.spotctl('zombies', '--terminate', '--yes', '--wait-timeout', '1s', '--json');
    const finished = await run.spotctl('zombies', '--terminate', '--yes', '--json');

    expect(expired.exitCode).toBe(5);
    expect(REPORT.parse(JSON.parse(expired.stdout)).targets).toMatchObject([
      { id: OLD, outcome: 'pending', error: { code: 'WAIT_EXPIRED' } },
    ]);
    expect(finished.exitCode).toBe(0);
    expect(REPORT.parse(JSON.parse(finished.stdout)).targets).toMatchObject([{ id: OLD, outcome: 'terminated', reported: true }]);
  });

  test('has nothing to do in a healthy fleet', async () => {
    const run = await sandboxRun({ world: 'healthy' });

    const ended = await run.spotctl('zombies', '--terminate', '--yes');

    expect(ended).toMatchObject({ exitCode: 0, stdout: '✓ Nothing to terminate in account 123456789012.\n', stderr: '' });
  });
});

describe('zombies --terminate changes nothing', () => {
  test.for([['--json'], ['--confirm', '2', '--json']])('and exits 6 with %j', async (flags) => {
    const run = await replaced();

    const ended = await run.spotctl('zombies', '--terminate', ...flags);

    expect(ended.exitCode).toBe(6);
    expect(JSON.parse(ended.stdout)).toMatchObject({ kind: 'Error', error: { code: 'CONFIRMATION_MISSING', exitCode: 6 } });
    expect(await run.stateOf(OLD)).toBe('running');
  });

  test('and says what is wrong with the flags', async () => {
    const run = await sandboxRun();
    const wrong = [
      ['--yes'],
      ['--terminate', '--status', 'ghost'],
      ['--terminate', '--max-count', '0'],
      ['--terminate', '--no-wait', '--wait-timeout', '1m'],
      ['--terminate', '--unprotect', 'i-1', '--yes'],
      ['--terminate', '--agent', 'nobody', '--yes'],
    ];

    const ended = await Promise.all(wrong.map(async (flags) => await run.spotctl('zombies', ...flags, '--json')));

    const codes = ended.map(
      ({ stdout }) => z.object({ error: z.object({ code: z.string(), exitCode: z.number() }) }).parse(JSON.parse(stdout)).error,
    );
    expect(codes.map(({ code }) => code)).toEqual(['USAGE', 'USAGE', 'USAGE', 'USAGE', 'INSTANCE_ID_MALFORMED', 'AGENT_UNKNOWN']);
    expect(ended.map(({ exitCode }) => exitCode)).toEqual(codes.map(({ exitCode }) => exitCode));
    expect(await run.stateOf(OLD)).toBe('running');
  });

  test('with --dry-run, and tells the plan and what EC2 permits', async () => {
    const run = await replaced();

    const plan = await run.spotctl('zombies', '--terminate', '--dry-run', '--json');
    const text = await run.spotctl('zombies', '--terminate', '--dry-run');

    expect(plan.exitCode).toBe(0);
    expect(JSON.parse(plan.stdout)).toMatchObject({
      kind: 'TerminationPlan',
      account: '123456789012',
      client: { name: 'Acme' },
      count: 1,
      hourlySaving: 0.0135,
      targets: [{ id: OLD, why: 'zombie', action: 'terminate', protection: 'off', spotRequest: { type: 'one-time' } }],
      refused: [],
      permission: [{ region: 'ap-south-1', allowed: true }],
    });
    expect(text.stdout).toContain('✓ EC2 permits it in ap-south-1.\n');
    expect(await run.stateOf(OLD)).toBe('running');
  });
});

test('zombies lists what the termination would be about', async () => {
  const run = await replaced();

  const listed = await run.spotctl('zombies', '-o', 'name');

  expect(listed).toMatchObject({ exitCode: 0, stdout: `${OLD}\n` });
});
