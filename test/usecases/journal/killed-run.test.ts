import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
const { signal } = new AbortController();

interface Zombie {
  readonly az: string;
  readonly isPersistent: boolean;
}

function world(zombies: readonly Zombie[]): FakePorts {
  const ids = zombies.map((_, position) => `i-${String(position).padStart(17, '0')}`);
  const ports = zombieWorld(
    Object.fromEntries(
      zombies.map(({ az, isPersistent }, position) => [ids[position], { az, spotRequestId: isPersistent ? `sir-${position}` : null }]),
    ),
  );
  zombies.forEach(({ isPersistent }, position) => {
    const id = `sir-${position}`;
    if (isPersistent) ports.fakeCloud.requests.set(id, { id, type: 'persistent', state: 'active', instanceId: ids[position] ?? null });
  });
  return ports;
}

async function terminate(ports: Ports, named: readonly string[] | null): Promise<void> {
  const options = { ...STRICTEST, maxCount: 100 };
  const plan = await gatherTerminationPlan(ports, { clientId: null, regions: null, agent: null, named, fallbackRegion: null, options });
  const origin = { ...ORIGIN, isContinued: named !== null };
  const events = terminateInstances(ports, { plan, confirmed: shownBy(plan), options, waitSeconds: 600, runId: RUN, origin, signal });
  for await (const event of events) expect(event.kind).not.toBe('failed');
}

/** As `journal resume --yes`. */
async function resume(ports: FakePorts): Promise<void> {
  ports.fakeJournal.killProcesses();
  const { backendUrl, version } = ORIGIN;
  for await (const event of resumeRun(ports, { runId: RUN, version, backendUrl, waitSeconds: 600, signal }))
    expect(event.kind).not.toBe('failed');
  const work = workOf(await stateOf(ports));
  const named = [...work].flatMap(([id, kind]) => (kind === 'confirm' ? [id] : []));
  if (named.length > 0) await terminate(ports, named);
}

async function stateOf(ports: FakePorts): Promise<ReturnType<typeof foldRun>> {
  const [run] = await ports.fakeJournal.runs();
  return foldRun(run?.records ?? []);
}

/** What a run leaves in the world: states, the ids reported, and how often EC2 was told to end each. */
function leftBy(ports: FakePorts, zombies: number): unknown {
  const ids = Array.from({ length: zombies }, (_, position) => `i-${String(position).padStart(17, '0')}`);
  const sent = ports.fakeCloud.calls.filter((call) => call.startsWith('terminate '));
  return ids.map((id) => ({
    state: ports.fakeCloud.stateOf(id),
    moments: new Set(ports.fakeBackend.reports.flatMap(({ instanceId, terminatedAt }) => (instanceId === id ? [terminatedAt] : []))).size,
    sent: sent.filter((call) => call.includes(id)).length,
  }));
}

async function killedAndResumed(zombies: readonly Zombie[], point: number): Promise<unknown> {
  const ports = world(zombies);
  await expect(terminate(killedAt(ports, point).ports, null)).rejects.toBeInstanceOf(Killed);
  const hasBegun = (await ports.fakeJournal.runs()).length > 0;
  // Before it has begun in the journal, it has done nothing.
  const done = hasBegun ? 0 : ports.fakeCloud.calls.length + ports.fakeBackend.reports.length;
  expect(done).toBe(0);
  await (hasBegun ? resume(ports) : terminate(ports, null));
  expect((await stateOf(ports)).isClosed).toBe(true);
  return leftBy(ports, zombies.length);
}

async function uninterrupted(zombies: readonly Zombie[]): Promise<{ readonly left: unknown; readonly points: number }> {
  const ports = world(zombies);
  const immortal = killedAt(ports, Number.POSITIVE_INFINITY);
  await terminate(immortal.ports, null);
  return { left: leftBy(ports, zombies.length), points: immortal.count() };
}

const fleet = fc.array(fc.record({ az: fc.constantFrom('ap-south-1a', 'ap-south-1b'), isPersistent: fc.boolean() }), {
  minLength: 1,
  maxLength: 4,
});

describe('a run that is killed', () => {
  test('at any of its points and resumed leaves what an uninterrupted one leaves', async () => {
    const zombies = [
      { az: 'ap-south-1a', isPersistent: true },
      { az: 'ap-south-1a', isPersistent: false },
      { az: 'ap-south-1b', isPersistent: false },
    ];
    const { left, points } = await uninterrupted(zombies);

    expect(points).toBeGreaterThan(20);
    for (let point = 1; point <= points; point += 1)
      expect(await killedAndResumed(zombies, point), `killed at point ${point}`).toEqual(left);
  });

  test('does so in any fleet', async () => {
    await fc.assert(
      fc.asyncProperty(fleet, fc.nat(), async (zombies, seed) => {
        const { left, points } = await uninterrupted(zombies);
        expect(await killedAndResumed(zombies, 1 + (seed % points))).toEqual(left);
      }),
      { numRuns: 200 },
    );
  });
});
