import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CloudInstance } from '../../../src/domain/cloud-instance.ts';
import { foldRun } from '../../../src/domain/journal/fold-run.ts';
import { workOf } from '../../../src/domain/journal/work-left.ts';
import { STRICTEST } from '../../../src/domain/termination/termination-options.ts';
import { shownBy } from '../../../src/domain/termination/termination-plan.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { resumeRun } from '../../../src/usecases/journal/resume-run.ts';
import { gatherTerminationPlan } from '../../../src/usecases/plan-termination.ts';
import { terminateInstances } from '../../../src/usecases/terminate-instances.ts';
import type { FakePorts } from '../../support/fake-ports.ts';
import { Killed, killedAt } from '../../support/killed-ports.ts';
import { zombieWorld } from '../../support/terminate.ts';

const RUN = '01JDC000000000000000000001';
const ORIGIN = { backendUrl: 'http://127.0.0.1:5000', version: '0.1.0', how: 'yes' } as const;
const MOST_ZOMBIES = 5;
const { signal } = new AbortController();

interface Zombie {
  readonly az: string;
  /** `ended`: EC2 has ended it, and the backend does not know. */
  readonly kind: 'one-time' | 'persistent' | 'stopped' | 'protected' | 'ended';
}

interface World {
  readonly zombies: readonly Zombie[];
  /** How long EC2 takes to end one. */
  readonly endSeconds: number;
}

function idAt(position: number): string {
  return `i-${String(position).padStart(17, '0')}`;
}

function cloudOf({ az, kind }: Zombie, position: number): Partial<CloudInstance> {
  const spotRequestId = kind === 'persistent' ? `sir-${position}` : null;
  const state = kind === 'stopped' ? 'stopped' : kind === 'ended' ? 'terminated' : 'running';
  return { az, state, spotRequestId, lifecycle: kind === 'protected' ? 'on-demand' : 'spot' };
}

function world({ zombies, endSeconds }: World): FakePorts {
  const ports = zombieWorld(Object.fromEntries(zombies.map((zombie, position) => [idAt(position), cloudOf(zombie, position)])));
  ports.fakeCloud.endSeconds = endSeconds;
  zombies.forEach(({ kind }, position) => {
    const id = `sir-${position}`;
    if (kind === 'persistent') ports.fakeCloud.requests.set(id, { id, type: 'persistent', state: 'active', instanceId: idAt(position) });
    if (kind === 'protected') ports.fakeCloud.protectedIds.add(idAt(position));
  });
  return ports;
}

async function terminate(ports: Ports, named: readonly string[] | null): Promise<void> {
  const options = {
    ...STRICTEST,
    maxCount: 100,
    unprotect: new Set(Array.from({ length: MOST_ZOMBIES }, (_, position) => idAt(position))),
  };
  const plan = await gatherTerminationPlan(ports, { clientId: null, regions: null, agent: null, named, fallbackRegion: null, options });
  const origin = { ...ORIGIN, isContinued: named !== null };
  const events = terminateInstances(ports, { plan, confirmed: shownBy(plan), options, waitSeconds: 600, runId: RUN, origin, signal });
  for await (const event of events) expect(event.kind).not.toBe('failed');
}

/** As `journal resume --yes`, killed at a point of it where one is told. */
async function resume(ports: FakePorts, point = Number.POSITIVE_INFINITY): Promise<void> {
  ports.fakeJournal.killProcesses();
  const { backendUrl, version } = ORIGIN;
  const mortal = killedAt(ports, point).ports;
  for await (const event of resumeRun(mortal, { runId: RUN, version, backendUrl, waitSeconds: 600, signal }))
    expect(event.kind).not.toBe('failed');
  const work = workOf(await stateOf(ports));
  const named = [...work].flatMap(([id, kind]) => (kind === 'confirm' ? [id] : []));
  if (named.length > 0) await terminate(mortal, named);
}

async function stateOf(ports: FakePorts): Promise<ReturnType<typeof foldRun>> {
  const [run] = await ports.fakeJournal.runs();
  return foldRun(run?.records ?? []);
}

/** What a run leaves in the world: states, the ids reported, and how often EC2 was told to end each. */
function leftBy(ports: FakePorts, { zombies }: World): unknown {
  const sent = ports.fakeCloud.calls.filter((call) => call.startsWith('terminate '));
  return zombies.map((_, position) => {
    const id = idAt(position);
    return {
      state: ports.fakeCloud.stateOf(id),
      moments: new Set(ports.fakeBackend.reports.flatMap((report) => (report.instanceId === id ? [report.terminatedAt] : []))).size,
      sent: sent.filter((call) => call.includes(id)).length,
    };
  });
}

/** Killed at the first point, its resumptions at the others as far as they come to them, and then let through. */
async function killedAndResumed(fleet: World, [first, ...others]: readonly [number, ...number[]]): Promise<unknown> {
  const ports = world(fleet);
  await expect(terminate(killedAt(ports, first).ports, null)).rejects.toBeInstanceOf(Killed);
  const hasBegun = (await ports.fakeJournal.runs()).length > 0;
  // Before it has begun in the journal, it has done nothing.
  const done = hasBegun ? 0 : ports.fakeCloud.calls.length + ports.fakeBackend.reports.length;
  expect(done).toBe(0);
  if (!hasBegun) await terminate(ports, null);
  for (const point of hasBegun ? others : []) await resume(ports, point).catch(ifKilled);
  if (hasBegun) await resume(ports);
  expect((await stateOf(ports)).isClosed).toBe(true);
  return leftBy(ports, fleet);
}

function ifKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}

async function uninterrupted(fleet: World): Promise<{ readonly left: unknown; readonly points: number }> {
  const ports = world(fleet);
  const immortal = killedAt(ports, Number.POSITIVE_INFINITY);
  await terminate(immortal.ports, null);
  return { left: leftBy(ports, fleet), points: immortal.count() };
}

const zombie = fc.record({
  az: fc.constantFrom('ap-south-1a', 'ap-south-1b'),
  kind: fc.constantFrom<Zombie['kind'][]>('one-time', 'persistent', 'stopped', 'protected', 'ended'),
});
const fleets = fc.record({
  zombies: fc.array(zombie, { minLength: 1, maxLength: MOST_ZOMBIES }),
  endSeconds: fc.constantFrom(0, 8, 75),
});

describe('a run that is killed', () => {
  test('at any of its points and resumed leaves what an uninterrupted one leaves', async () => {
    const fleet: World = {
      zombies: [
        { az: 'ap-south-1a', kind: 'persistent' },
        { az: 'ap-south-1a', kind: 'one-time' },
        { az: 'ap-south-1b', kind: 'protected' },
        { az: 'ap-south-1b', kind: 'ended' },
      ],
      endSeconds: 8,
    };
    const { left, points } = await uninterrupted(fleet);

    expect(points).toBeGreaterThan(20);
    for (let point = 1; point <= points; point += 1)
      expect(await killedAndResumed(fleet, [point]), `killed at point ${point}`).toEqual(left);
  });

  test('does so in any fleet, and killed again while it is resumed', async () => {
    await fc.assert(
      fc.asyncProperty(fleets, fc.nat(), fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 3 }), async (...[fleet, seed, again]) => {
        const { left, points } = await uninterrupted(fleet);
        expect(await killedAndResumed(fleet, [1 + (seed % points), ...again])).toEqual(left);
      }),
      { numRuns: 300 },
    );
  });
});
