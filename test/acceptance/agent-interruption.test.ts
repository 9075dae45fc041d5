import { expect, test } from 'vitest';
import { metadataService, OWN_METADATA } from '../support/metadata-service.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';

const NEW = 'i-0f75d6fccfb53a938';
const ENDS_AT = '2026-11-23T10:02:00Z';
const INTERRUPTION = { '/latest/meta-data/spot/instance-action': JSON.stringify({ action: 'terminate', time: ENDS_AT }) };
const REBALANCE = { '/latest/meta-data/events/recommendations/rebalance': JSON.stringify({ noticeTime: '2026-11-23T09:50:00Z' }) };

interface LogLine {
  readonly event: string;
  readonly [fact: string]: unknown;
}

/** The incident, mended: one primary, nothing else. */
async function mended(): Promise<SandboxRun> {
  const run = await sandboxRun();
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', NEW, '--yes');
  await run.spotctl('zombies', '--terminate', '--yes');
  return run;
}

/** The agent on the primary's own machine, once, as its metadata service announces it. */
async function onItself(
  run: SandboxRun,
  { announced, flags = [] }: { readonly announced: Readonly<Record<string, string>>; readonly flags?: readonly string[] },
): Promise<{ readonly exitCode: number | null; readonly log: readonly LogLine[] }> {
  const service = await metadataService({ ...OWN_METADATA, ...announced });
  const env = { ...run.env, AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url, AWS_REGION: 'us-east-1' };
  const { exitCode, stdout } = await run.spotctlWith(env, 'agent', 'run', '--once', ...flags);
  const lines = stdout.split('\n').filter(Boolean);
  return { exitCode, log: lines.map((line): LogLine => JSON.parse(line)) };
}

test('tells the backend that EC2 takes the machine back', async () => {
  const run = await mended();

  const { exitCode, log } = await onItself(run, { announced: INTERRUPTION });

  expect(exitCode).toBe(0);
  expect(log).toContainEqual(expect.objectContaining({ level: 'warn', event: 'interruption', action: 'terminate' }));
  expect(log).toContainEqual(expect.objectContaining({ event: 'announced', at: '2026-11-23T10:02:00.000Z' }));
});

test('tells the backend that EC2 recommends to leave the machine', async () => {
  const run = await mended();

  const { exitCode, log } = await onItself(run, { announced: REBALANCE });

  expect(exitCode).toBe(0);
  expect(log).toContainEqual(
    expect.objectContaining({ level: 'warn', event: 'rebalance', at: '2026-11-23T09:50:00.000Z', answer: 'monitor' }),
  );
});

test('says in a dry run what it would tell, and tells nothing', async () => {
  const run = await mended();

  const { log } = await onItself(run, { announced: { ...INTERRUPTION, ...REBALANCE }, flags: ['--dry-run'] });

  expect(log.filter(({ event }) => event === 'would-announce').map(({ notice }) => notice)).toEqual(['interruption', 'rebalance']);
  expect(log.map(({ event }) => event)).not.toContain('announced');
});

test('a machine that is to stay is told nothing of', async () => {
  const run = await mended();

  const { exitCode, log } = await onItself(run, { announced: {} });

  expect([exitCode, log.map(({ event }) => event)]).toEqual([0, ['registered', 'priced']]);
});
