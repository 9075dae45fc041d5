import { request } from 'undici';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { pythonAgentLife } from '../support/python-agent.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';

const AGENT = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
const REGION = 'ap-south-1';
const PRIMARY = 'i-0f75d6fccfb53a938';
const Instances = z.object({
  items: z.array(z.object({ id: z.string(), status: z.nullable(z.string()), aws: z.nullable(z.object({ state: z.string() })) })),
});

/** One primary, nothing else, and a switch that waits. */
async function switching(): Promise<SandboxRun> {
  const run = await sandboxRun();
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', PRIMARY, '--yes');
  await run.spotctl('zombies', '--terminate', '--yes');
  await call(run, { path: `/api/client/instances/${PRIMARY}/force-switch`, body: { target: 'pool', pool_id: 't3.medium.ap-south-1c' } });
  return run;
}

async function call(run: SandboxRun, { path, body }: { readonly path: string; readonly body?: unknown }): Promise<unknown> {
  const headers = { authorization: `Bearer ${run.env['SPOTCTL_TOKEN'] ?? ''}`, 'content-type': 'application/json' };
  const sent =
    body === undefined ? ({ method: 'GET', headers } as const) : ({ method: 'POST', headers, body: JSON.stringify(body) } as const);
  const answer = await request(`${run.env['SPOTCTL_BACKEND_URL'] ?? ''}${path}`, sent);
  return await answer.body.json();
}

interface Outcome {
  /** What EC2 runs of what the books know, by what they call it. */
  readonly running: readonly (string | null)[];
  readonly commandsWaiting: number;
  readonly switchesBooked: number;
}

async function outcome(run: SandboxRun): Promise<Outcome> {
  const { stdout } = await run.spotctl('instances', '--json');
  const { items } = Instances.parse(JSON.parse(stdout));
  const client = JSON.parse((await run.spotctl('agents', '--json')).stdout).items[0].clientId;
  const [waiting, switches] = await Promise.all([
    call(run, { path: `/api/agents/${AGENT}/pending-commands` }),
    call(run, { path: `/api/client/${client}/switch-history` }),
  ]);
  return {
    running: items.filter(({ aws }) => aws?.state === 'running').map(({ status }) => status),
    commandsWaiting: z.array(z.unknown()).parse(waiting).length,
    switchesBooked: z.array(z.unknown()).parse(switches).length,
  };
}

test('the agent of today carries one command out again on each machine it launches, and reports none of it', async () => {
  const run = await switching();
  const place = {
    backendUrl: run.env['SPOTCTL_BACKEND_URL'] ?? '',
    token: run.env['SPOTCTL_TOKEN'] ?? '',
    ec2Url: run.env['AWS_ENDPOINT_URL'] ?? '',
    region: REGION,
  };

  const lives: string[] = [PRIMARY];
  for (let life = 0; life < 3; life += 1) lives.push((await pythonAgentLife(place, lives.at(-1) ?? '')) ?? 'nothing');

  expect(new Set(lives).size).toBe(4);
  expect(lives).not.toContain('nothing');
  expect(await Promise.all(lives.map(async (id) => await run.stateOf(id)))).toEqual([
    'terminated',
    'terminated',
    'terminated',
    expect.stringMatching(/^(?:pending|running)$/u),
  ]);
  expect(await outcome(run)).toEqual({ running: [], commandsWaiting: 1, switchesBooked: 0 });
});

test('spotctl carries it out once, reports it before anything ends, and the next machine has nothing left to do but sweep', async () => {
  const run = await switching();
  const life = async (instanceId: string): Promise<readonly Record<string, unknown>[]> => {
    const { stdout } = await run.spotctl('agent', 'run', '--instance', instanceId, '--region', REGION, '--once');
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line): Record<string, unknown> => JSON.parse(line));
  };

  const first = await life(PRIMARY);
  const afterSwitch = await outcome(run);
  const next = String(first.find(({ event }) => event === 'switched')?.['to']);
  await call(run, { path: `/api/client/agents/${AGENT}/config`, body: { terminate_wait_minutes: 0, auto_terminate_enabled: true } });
  const second = await life(next);
  const third = await life(next);

  expect(first.map(({ event }) => event)).toEqual(['registered', 'launched', 'switched', 'priced']);
  expect(afterSwitch).toEqual({
    running: expect.arrayContaining(['running_primary', 'zombie']),
    commandsWaiting: 0,
    switchesBooked: 1,
  });
  expect(second.map(({ event }) => event)).toEqual(['registered', 'offered', 'accepted', 'gone', 'reported', 'swept', 'priced']);
  expect(third.map(({ event }) => event)).toEqual(['registered', 'priced']);
  expect(await outcome(run)).toEqual({ running: ['running_primary'], commandsWaiting: 0, switchesBooked: 1 });
});
