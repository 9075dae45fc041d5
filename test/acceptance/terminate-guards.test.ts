import { expect, test } from 'vitest';
import { z } from 'zod';
import { type FaultyFleetFacts, faultyFleet } from '../support/faulty-fleet.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
const TAGS = { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01' };
const TERMINATE = ['zombies', '--terminate', '--json'];
const PLAN = z.object({
  refused: z.array(z.object({ id: z.string(), guard: z.string(), liftedBy: z.string().nullable(), hint: z.string() })),
});

interface Guarded extends FaultyFleetFacts {
  readonly guard: string;
  readonly flag: string;
  /** Flags that another guard needs. */
  readonly besides?: readonly string[];
  /** Once it is lifted; 0 where left out. */
  readonly exitCode?: number;
}

test.for<Guarded>([
  { guard: 'too-many-at-once', flag: '--max-count 2', zombies: { [A]: {}, [B]: {} } },
  {
    guard: 'last-of-its-agent',
    flag: '--allow-no-primary',
    zombies: { [A]: {} },
    primary: { state: 'stopped' },
    besides: ['--max-count', '1'],
  },
  { guard: 'protected-instance', flag: `--unprotect ${A}`, zombies: { [A]: { lifecycle: 'on-demand', isTerminationProtected: true } } },
  { guard: 'protected-instance', flag: `--unprotect ${A}`, zombies: { [A]: { lifecycle: 'on-demand', isStopProtected: true } } },
  { guard: 'managed-by-another', flag: '--allow-managed', zombies: { [A]: { tags: { ...TAGS, 'aws:autoscaling:groupName': 'web' } } } },
  { guard: 'managed-by-another', flag: '--allow-managed', zombies: { [A]: { operator: 'eks.amazonaws.com' } } },
  {
    guard: 'tag-of-another-agent',
    flag: '--allow-foreign-tag',
    zombies: { [A]: { tags: { ...TAGS, LogicalAgentId: 'web-02' } } },
    // Without a database the tag alone tells whose it is, so that its end has nobody to be told to.
    exitCode: 3,
  },
])(
  '$guard keeps it alive and names $flag, which lifts it, and nothing else does',
  async ({ guard, flag, besides = [], exitCode = 0, ...facts }) => {
    const fleet = await faultyFleet(facts);
    const ids = Object.keys(facts.zombies);
    const all = ['--max-count 9', '--allow-no-primary', `--unprotect ${A}`, '--allow-managed', '--allow-foreign-tag'];
    const others = all.filter((other) => other.split(' ')[0] !== flag.split(' ')[0]).flatMap((other) => other.split(' '));

    const plan = await fleet.spotctl([...TERMINATE, ...besides, '--dry-run']);
    const refused = await fleet.spotctl([...TERMINATE, ...others, '--yes']);
    const states = ids.map((id) => fleet.stateOf(id));
    const lifted = await fleet.spotctl([...TERMINATE, ...besides, ...flag.split(' '), '--yes']);

    expect(PLAN.parse(JSON.parse(plan.stdout)).refused).toEqual(
      ids.map((id) => ({ id, guard, liftedBy: flag, hint: `If it is meant, add ${flag}.` })),
    );
    expect([plan.exitCode, refused.exitCode, states]).toEqual([6, 6, ids.map(() => 'running')]);
    expect([lifted.exitCode, ids.map((id) => fleet.stateOf(id))]).toEqual([exitCode, ids.map(() => 'terminated')]);
  },
);

test.for<{ readonly what: string; readonly tag: string; readonly state: string }>([
  { what: 'without a date', tag: 'while we look at it', state: 'running' },
  { what: 'until a day to come', tag: '2999-01-01', state: 'running' },
  { what: 'until a day that is past', tag: '2020-01-01', state: 'terminated' },
])('spotctl:keep $what: $state after every flag', async ({ tag, state }) => {
  const fleet = await faultyFleet({ zombies: { [A]: { tags: { ...TAGS, 'spotctl:keep': tag } } } });

  await fleet.spotctl([
    ...TERMINATE,
    '--yes',
    '--max-count',
    '9',
    '--allow-no-primary',
    '--allow-managed',
    '--allow-foreign-tag',
    '--unprotect',
    A,
  ]);

  expect(fleet.stateOf(A)).toBe(state);
});
