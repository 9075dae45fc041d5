import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';
const OTHER_CLIENTS = 'i-0b0b0b0b0b0b0b0b0';
const NOBODYS = 'i-0123456789abcdef0';

const EVENT = z.looseObject({
  apiVersion: z.literal('spotctl/v1'),
  kind: z.string(),
  time: z.iso.datetime(),
  run: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
});

/** The incident once the new instance is registered: the old one is a zombie that runs. */
async function replaced(): Promise<SandboxRun> {
  const run = await sandboxRun();
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', NEW, '--yes');
  return run;
}

/** The first replica of the healthy fleet. */
async function replicaIn(run: SandboxRun): Promise<string> {
  const { stdout } = await run.spotctl('instances', '--status', 'running_replica', '-o', 'name');
  return stdout.split('\n')[0] ?? '';
}

describe('terminate ID...', () => {
  test('terminates what is named and no more; named again, it needs nothing', async () => {
    const run = await replaced();

    const ended = await run.spotctl('terminate', OLD, '--yes', '--json');
    const again = await run.spotctl('terminate', OLD, '--yes', '--json');

    expect(ended.exitCode).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      kind: 'TerminationReport',
      targets: [{ id: OLD, outcome: 'terminated', reported: true }],
    });
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ targets: [{ id: OLD, outcome: 'already-gone', reported: true }] });
    expect(await Promise.all([OLD, NEW, OTHER_CLIENTS].map((id) => run.stateOf(id)))).toEqual(['terminated', 'running', 'running']);
  });

  test('terminates a healthy replica that is named, and says that it is still wanted', async () => {
    const run = await sandboxRun({ world: 'healthy' });
    const replica = await replicaIn(run);

    const plan = await run.spotctl('terminate', replica, '--dry-run');
    const ended = await run.spotctl('terminate', replica, '--confirm', '1', '--json');

    expect(plan.stdout).toContain(`· ${replica} is still wanted as a replica: it is here only because it\n  was named.`);
    expect(ended.exitCode).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ targets: [{ id: replica, outcome: 'terminated', reported: true }] });
  });

  test('refuses a primary, another client’s instance and one that nobody knows, each with the reason, and does the others', async () => {
    const run = await replaced();

    const ended = await run.spotctl('terminate', NEW, OTHER_CLIENTS, NOBODYS, OLD, '--yes', '--json');

    expect(ended.exitCode).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      targets: [
        { id: OLD, outcome: 'terminated' },
        { id: NEW, outcome: 'refused', error: { message: 'Not terminated: it is a primary by its status.' } },
        { id: OTHER_CLIENTS, outcome: 'refused', error: { message: 'Not terminated: the backend gives it to another client.' } },
        { id: NOBODYS, region: null, outcome: 'refused', error: { code: 'TERMINATION_REFUSED' } },
      ],
    });
    expect(await Promise.all([NEW, OTHER_CLIENTS].map((id) => run.stateOf(id)))).toEqual(['running', 'running']);
  });

  test('exits 6 where guards refuse all that is named, and asks nothing', async () => {
    const run = await replaced();

    const ended = await run.spotctl('terminate', NEW, NOBODYS);

    expect(ended.exitCode).toBe(6);
    expect(ended.stdout).toContain('! 2 refused in account 123456789012.');
  });

  test('refuses malformed ids before it asks anybody', async () => {
    const run = await sandboxRun();
    const env = { ...run.env, SPOTCTL_BACKEND_URL: 'http://127.0.0.1:9', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };

    const malformed = await run.spotctlWith(env, 'terminate', OLD, 'i-1', 'I-029c1999a147722de', '--yes', '--json');
    const none = await run.spotctlWith(env, 'terminate', '--yes', '--json');

    expect(malformed.exitCode).toBe(2);
    expect(JSON.parse(malformed.stdout)).toMatchObject({
      error: { code: 'INSTANCE_ID_MALFORMED', message: '"i-1", "I-029c1999a147722de" are not EC2 instance ids.' },
    });
    expect([none.exitCode, JSON.parse(none.stdout).error.code]).toEqual([2, 'USAGE']);
  });

  test('tells the whole plan as JSON, what was refused with the facts it was judged on', async () => {
    const run = await replaced();

    const plan = await run.spotctl('terminate', OLD, NEW, '--dry-run', '--json');

    expect(plan.exitCode).toBe(3);
    expect(JSON.parse(plan.stdout)).toMatchObject({
      kind: 'TerminationPlan',
      account: '123456789012',
      count: 1,
      targets: [{ id: OLD, why: 'zombie', lifecycle: 'spot', managedBy: null, notSweptBecause: 'waiting' }],
      refused: [{ id: NEW, guard: 'never-a-primary', liftedBy: null, facts: { why: 'named', standing: 'primary', state: 'running' } }],
      over: [],
      ignoredOffers: [],
      permission: [{ region: 'ap-south-1', allowed: true, detail: null }],
    });
  });
});

describe('--events', () => {
  test('tells the plan, each event and the report, each as one JSON line of the same run', async () => {
    const run = await replaced();

    const ended = await run.spotctl('terminate', OLD, '--yes', '--events');

    const lines = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => EVENT.parse(JSON.parse(line)));
    expect(ended.exitCode).toBe(0);
    expect(lines.map(({ kind }) => kind)).toEqual(['TerminationPlan', 'accepted', 'gone', 'reported', 'TerminationReport']);
    expect(new Set(lines.map(({ run: id }) => id)).size).toBe(1);
    expect(lines[0]).toMatchObject({ account: '123456789012', count: 1, targets: [{ id: OLD }] });
    expect(lines[2]).toMatchObject({ id: OLD, wasAlready: false });
    expect(lines.at(-1)).toMatchObject({ runId: lines[0]?.run, targets: [{ id: OLD, outcome: 'terminated', reported: true }] });
  });

  test('ends in one line with the error, where it cannot go on', async () => {
    const run = await replaced();

    const unconfirmed = await run.spotctl('terminate', OLD, '--events');

    expect(unconfirmed.exitCode).toBe(6);
    expect(unconfirmed.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(unconfirmed.stdout)).toMatchObject({ kind: 'Error', error: { code: 'CONFIRMATION_MISSING', exitCode: 6 } });
  });
});
