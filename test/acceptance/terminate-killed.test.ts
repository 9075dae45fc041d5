import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FaultyFleet, faultyFleet } from '../support/faulty-fleet.ts';
import { journalIn } from '../support/journal-folder.ts';
import { repositoryRoot } from '../support/run-command.ts';
import type { WorldInstance } from '../../src/sandbox/ec2-emulator/cloud-world.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
const C = 'i-0ccccccccccccccc3';
const REGION = 'ap-south-1';
/** EC2 may show an instance as running for a minute after it has accepted its end. */
const LATER = { NODE_OPTIONS: preload('start-later'), SECONDS_LATER: '120' };
const SIDE_BY_SIDE = 3;

type Zombies = Readonly<Record<string, Partial<WorldInstance>>>;

function preload(name: string): string {
  return `--import=${join(repositoryRoot, 'test/support', `${name}.js`)}`;
}

async function fleetOf(zombies: Zombies): Promise<FaultyFleet> {
  const spotRequests = Object.entries(zombies).flatMap(([instanceId, { spotRequestId: id }]) =>
    id === undefined ? [] : [{ id, region: REGION, type: 'persistent' as const, instanceId }],
  );
  return await faultyFleet({ zombies, spotRequests });
}

function wordsFor(zombies: Zombies): readonly string[] {
  const unprotected = Object.entries(zombies).flatMap(([id, { isTerminationProtected }]) =>
    isTerminationProtected === true ? ['--unprotect', id] : [],
  );
  return ['zombies', '--terminate', '--yes', '--max-count', '10', ...unprotected];
}

/** What a run leaves in the world: states, what was told, what EC2 was told to end, what is left to do. */
async function leftBy(fleet: FaultyFleet): Promise<unknown> {
  const open = await journalIn(fleet.journal).openRuns();
  const told = [...(await fleet.ends()).keys()].toSorted();
  const states = fleet.emulator.instances().map(({ id, state }) => `${id} ${state}`);
  return { states, told, sent: fleet.ec2.doomed.toSorted(), open: open.length };
}

async function uninterrupted(zombies: Zombies): Promise<{ readonly left: unknown; readonly commits: number }> {
  const fleet = await fleetOf(zombies);
  const told = join(fleet.journal, '../../../commits');
  const ended = await fleet.spotctl(wordsFor(zombies), { NODE_OPTIONS: preload('die-at-commit'), COMMITS_TOLD_TO: told });
  expect(ended.exitCode).toBe(0);
  return { left: await leftBy(fleet), commits: (await readFile(told, 'utf8')).length };
}

interface Deaths {
  /** At which commit of the run. */
  readonly run: string;
  /** At which commit of its first resumption, which may end before. */
  readonly resumption?: string;
}

/** The same, killed and resumed two minutes later, until it is through. */
async function killedAndResumed(zombies: Zombies, deaths: Deaths): Promise<unknown> {
  const fleet = await fleetOf(zombies);
  const told = `killed ${deaths.run}, then ${deaths.resumption ?? 'not again'}`;
  const dead = await fleet.spotctl(wordsFor(zombies), { NODE_OPTIONS: preload('die-at-commit'), DIE_AT: deaths.run });
  expect(dead.exitCode, told).toBeNull();
  const hasBegun = (await journalIn(fleet.journal).runs()).length > 0;
  // Before it has begun in the journal it has done nothing, and is run again.
  expect(hasBegun ? 0 : fleet.ec2.doomed.length + fleet.reports.length, told).toBe(0);
  const words = hasBegun ? ['journal', 'resume', '--yes'] : wordsFor(zombies);
  const before = await fleet.ends();
  if (deaths.resumption !== undefined)
    await fleet.spotctl(words, { ...LATER, NODE_OPTIONS: `${LATER.NODE_OPTIONS} ${preload('die-at-commit')}`, DIE_AT: deaths.resumption });

  const resumed = await fleet.spotctl(words, { ...LATER, SECONDS_LATER: '240' });

  expect(resumed.exitCode, `${told}: ${resumed.stderr}`).toBe(0);
  const after = await fleet.ends();
  for (const [id, at] of before) expect(after.get(id), told).toBe(at);
  return await leftBy(fleet);
}

test(
  'killed before and after each commit of its journal, and resumed, a run leaves what an uninterrupted one leaves',
  {
    timeout: 600_000,
  },
  async () => {
    const zombies: Zombies = {
      [A]: {},
      [B]: { spotRequestId: 'sir-persist1' },
      [C]: { az: 'ap-south-1b', lifecycle: 'on-demand', isTerminationProtected: true },
    };
    const { left, commits } = await uninterrupted(zombies);
    const points = Array.from({ length: commits }, (_, number) => [`before ${number + 1}`, `after ${number + 1}`]).flat();
    const waiting = [...points];
    const outcomes = new Map<string, unknown>();
    const next = async (): Promise<void> => {
      for (let point = waiting.shift(); point !== undefined; point = waiting.shift())
        outcomes.set(point, await killedAndResumed(zombies, { run: point }));
    };

    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));

    expect(left).toMatchObject({ told: [A, B, C], sent: [A, B, C], open: 0 });
    expect(commits).toBeGreaterThan(15);
    for (const point of points) expect(outcomes.get(point), `killed ${point}`).toEqual(left);
  },
);

const zombie = fc.oneof(
  fc.constant({}),
  fc.constant({ state: 'stopped' as const }),
  fc.constant({ state: 'terminated' as const }),
  fc.constant({ lifecycle: 'on-demand' as const, isTerminationProtected: true }),
  fc.constant({ spotRequestId: 'sir-persist' }),
);
const trial = fc.record({
  drawn: fc.dictionary(fc.constantFrom(A, B, C), fc.tuple(zombie, fc.constantFrom('ap-south-1a', 'ap-south-1b')), { minKeys: 1 }),
  moment: fc.constantFrom('before', 'after'),
  seed: fc.nat(),
  again: fc.integer({ min: 1, max: 12 }),
});

test('in any fleet, killed anywhere and once more while it is resumed, it leaves the same', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(trial, async ({ drawn, moment, seed, again }) => {
      const zombies = Object.fromEntries(
        Object.entries(drawn).map(([id, [facts, az]], at) => [id, { ...facts, az, ...requestOf(facts, at) }]),
      );
      const { left, commits } = await uninterrupted(zombies);
      const deaths = { run: `${moment} ${1 + (seed % commits)}`, resumption: `${moment} ${again}` };
      expect(await killedAndResumed(zombies, deaths), JSON.stringify({ zombies, deaths })).toEqual(left);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

/** No two instances have one request. */
function requestOf(facts: object, at: number): { readonly spotRequestId?: string } {
  return 'spotRequestId' in facts ? { spotRequestId: `sir-persist${at}` } : {};
}
