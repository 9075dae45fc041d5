import { describe, expect, test } from 'vitest';
import { followFleet, type FollowedFleet } from '../../src/usecases/follow-fleet.ts';
import type { Suppression } from '../../src/domain/suppression.ts';
import { watchFleet } from '../../src/usecases/watch-fleet.ts';
import { cloudInstance, instance, INSTANCE_ID } from '../support/builders.ts';
import { type FakePorts, fakePorts } from '../support/fake-ports.ts';

const OLD = 'i-029c1999a147722de';

/** Takes so many looks, five seconds apart, with something done before each but the first. */
async function look(
  ports: FakePorts,
  { before, suppressions = [] }: { readonly before: readonly (() => void)[]; readonly suppressions?: readonly Suppression[] },
): Promise<readonly FollowedFleet[]> {
  const stopped = new AbortController();
  const left = [...before];
  const untilNext = async (): Promise<void> => {
    await ports.clock.sleep(5_000);
    const next = left.shift();
    if (next === undefined) stopped.abort();
    else next();
  };
  const list = { clientId: null, regions: null, asksCloud: true, asksSweep: false };
  const open = async () => ({ ...ports, close: async () => undefined });
  return await all(followFleet(watchFleet({ list, untilNext, open, signal: stopped.signal }), suppressions));
}

async function all(looks: AsyncIterable<FollowedFleet>): Promise<readonly FollowedFleet[]> {
  const taken: FollowedFleet[] = [];
  for await (const watched of looks) taken.push(watched);
  return taken;
}

function withGhost(): FakePorts {
  const old = instance({ id: OLD, status: 'terminated', isPrimary: false, isActive: false });
  return fakePorts({ instances: [instance(), old], cloud: [cloudInstance(), cloudInstance({ id: OLD })] });
}

describe('watching the fleet', () => {
  test('each look tells where everything stands, and findings go when their cause has gone', async () => {
    const ports = withGhost();

    const [first, second] = await look(ports, { before: [() => ports.fakeCloud.put(cloudInstance({ id: OLD, state: 'terminated' }))] });

    expect(first?.fleet.instances.map(({ id, standing }) => [id, standing])).toEqual([
      [INSTANCE_ID, 'primary'],
      [OLD, 'ghost'],
    ]);
    expect(first?.findings.map(({ finding, wentAt }) => [finding.code, wentAt])).toContainEqual(['FL401', null]);
    expect(second?.totals.ghosts).toBe(0);
    expect(second?.findings.find(({ finding }) => finding.code === 'FL401')?.wentAt).toBe(second?.takenAt);
  });

  test('a backend that goes away leaves its last rows on the screen, and comes back', async () => {
    const ports = withGhost();
    const fall = (): void =>
      ports.fakeBackend.faults.add({ on: 'instances', code: 'BACKEND_REFUSED', message: 'It refused the connection.', times: 1 });

    const [first, second, third] = await look(ports, { before: [fall, () => undefined] });

    expect(second?.fleet).toEqual(first?.fleet);
    expect(second?.sources[0]).toEqual({ source: 'backend', region: null, seenAt: first?.takenAt, failure: 'It refused the connection.' });
    expect(third?.sources[0]).toEqual({ source: 'backend', region: null, seenAt: third?.takenAt, failure: null });
  });

  test('a first look that finds no rows at all ends as a list does', async () => {
    const ports = withGhost();
    ports.fakeBackend.faults.add({ on: 'instances', code: 'BACKEND_REFUSED', message: 'It refused the connection.' });

    await expect(look(ports, { before: [] })).rejects.toMatchObject({ code: 'BACKEND_REFUSED' });
  });

  test('a suppressed finding is not shown', async () => {
    const ports = withGhost();
    const suppression = { code: 'FL401', subject: null, reason: 'known', until: '2030-01-01T00:00:00.000Z' };

    const [first] = await look(ports, { before: [], suppressions: [suppression] });

    expect(first?.findings.map(({ finding }) => finding.code)).not.toContain('FL401');
  });
});
