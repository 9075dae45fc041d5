import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CloudInstance } from '../../src/domain/cloud-instance.ts';
import { costOf, priceBook, unwantedSince } from '../../src/domain/cost.ts';
import type { Instance } from '../../src/domain/instance.ts';
import { type FleetInstance, reconcile } from '../../src/domain/reconciliation.ts';
import type { SpotPrice } from '../../src/domain/spot-price.ts';
import { cloudInstance, fleetRows, instance, NOW, snapshot } from '../support/builders.ts';

const POOL = { instanceType: 't3.medium', az: 'ap-south-1a' };

/** Hours before `NOW`. */
function hoursAgo(hours: number): string {
  return new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
}

/** A ghost whose row was terminated ten hours ago, as far as not told otherwise. */
function ghost(facts: { readonly row?: Partial<Instance>; readonly cloud?: Partial<CloudInstance> } = {}): FleetInstance {
  const row = instance({ status: 'terminated', isPrimary: false, terminatedAt: hoursAgo(10), ...facts.row });
  const seen = snapshot({
    backend: { ok: true, value: fleetRows({ instances: [row] }) },
    regions: new Map([['ap-south-1', { ok: true, value: [cloudInstance({ launchedAt: hoursAgo(100), ...facts.cloud })] }]]),
  });
  const [only] = reconcile(seen).instances;
  if (only === undefined) throw new Error('no instance');
  return only;
}

function costWith(one: FleetInstance, spot: readonly SpotPrice[]): ReturnType<typeof costOf> {
  return costOf(one, { prices: priceBook([one], spot), now: NOW });
}

describe('what an instance costs now', () => {
  test('is the newest price of its type and zone', () => {
    const spot = [
      { ...POOL, usdPerHour: 0.02, since: hoursAgo(5) },
      { ...POOL, usdPerHour: 0.01, since: hoursAgo(50) },
      { ...POOL, az: 'ap-south-1b', usdPerHour: 0.5, since: hoursAgo(1) },
    ];

    expect(costWith(ghost(), spot).usdPerHour).toBe(0.02);
  });

  test('is the on-demand price that the backend knows, for an on-demand instance', () => {
    const one = ghost({ cloud: { lifecycle: 'on-demand' } });

    expect(costWith(one, [{ ...POOL, usdPerHour: 0.02, since: hoursAgo(50) }]).usdPerHour).toBe(0.0416);
  });

  test('is what the newest row of its type in the region says, where several say something', () => {
    const newest = ghost({ cloud: { lifecycle: 'on-demand' }, row: { onDemandPriceUsdPerHour: 0.05 } });
    const old = ghost({ row: { onDemandPriceUsdPerHour: 0.09 } });

    expect(costOf(newest, { prices: priceBook([newest, old], []), now: NOW }).usdPerHour).toBe(0.05);
  });

  test('is unknown without a price, and nothing for a stopped machine', () => {
    expect(costWith(ghost(), []).usdPerHour).toBeNull();
    expect(costWith(ghost({ cloud: { state: 'stopped' } }), []).usdPerHour).toBe(0);
  });

  test('is unknown where EC2 was not seen', () => {
    const unseen: FleetInstance = { ...ghost(), cloud: { ok: false, why: 'no credentials', code: 'AWS_CREDENTIALS' } };

    expect(costWith(unseen, [{ ...POOL, usdPerHour: 0.02, since: hoursAgo(50) }])).toEqual({
      usdPerHour: null,
      wastedSince: null,
      wastedUsd: null,
    });
  });
});

describe('what an instance has wasted', () => {
  test('follows the price history, not one price times hours', () => {
    const spot = [
      { ...POOL, usdPerHour: 0.01, since: hoursAgo(50) },
      { ...POOL, usdPerHour: 0.03, since: hoursAgo(4) },
    ];

    const cost = costWith(ghost(), spot);

    expect(cost.wastedSince).toBe(hoursAgo(10));
    expect(cost.wastedUsd).toBeCloseTo(6 * 0.01 + 4 * 0.03, 10);
  });

  test('is unknown where the history begins after the waste did', () => {
    const cost = costWith(ghost(), [{ ...POOL, usdPerHour: 0.03, since: hoursAgo(4) }]);

    expect(cost).toMatchObject({ usdPerHour: 0.03, wastedSince: hoursAgo(10), wastedUsd: null });
  });

  test('is nothing for an instance that is wanted', () => {
    const primary = ghost({ row: { status: 'running_primary', isPrimary: true, terminatedAt: null } });

    const cost = costWith(primary, [{ ...POOL, usdPerHour: 0.03, since: hoursAgo(50) }]);

    expect(cost).toEqual({ usdPerHour: 0.03, wastedSince: null, wastedUsd: null });
  });

  test('is unknown where no source says since when nobody wants it', () => {
    const cost = costWith(ghost({ row: { terminatedAt: null } }), [{ ...POOL, usdPerHour: 0.03, since: hoursAgo(50) }]);

    expect(cost).toEqual({ usdPerHour: 0.03, wastedSince: null, wastedUsd: null });
  });

  test('does not begin before the machine was launched', () => {
    expect(unwantedSince(ghost({ cloud: { launchedAt: hoursAgo(3) } }))).toBe(hoursAgo(3));
  });

  test('begins when the row became a zombie, even where it was terminated later', () => {
    const zombieFirst = ghost({ row: { zombieSince: hoursAgo(12), terminatedAt: hoursAgo(10) } });

    expect(unwantedSince(zombieFirst)).toBe(hoursAgo(12));
  });

  test('begins when the row was first called terminated, even where it became a zombie after that', () => {
    const terminatedFirst = ghost({ row: { zombieSince: hoursAgo(1), terminatedAt: hoursAgo(10) } });

    expect(unwantedSince(terminatedFirst)).toBe(hoursAgo(10));
  });

  test('lies between the lowest and the highest price of the span, in whatever order the history comes', () => {
    const histories = fc.uniqueArray(
      fc.record({ usdPerHour: fc.double({ min: 0.001, max: 1, noNaN: true }), hours: fc.nat({ max: 99 }) }),
      {
        selector: ({ hours }) => hours,
      },
    );
    fc.assert(
      fc.property(histories, fc.double({ min: 0.001, max: 1, noNaN: true }), (entries, first) => {
        const spot = [{ usdPerHour: first, hours: 100 }, ...entries].map(({ usdPerHour, hours }) => ({
          ...POOL,
          usdPerHour,
          since: hoursAgo(hours),
        }));

        const { wastedUsd } = costWith(ghost(), spot);

        const prices = spot.map(({ usdPerHour }) => usdPerHour);
        expect(wastedUsd).toBeGreaterThanOrEqual(10 * Math.min(...prices) - 1e-9);
        expect(wastedUsd).toBeLessThanOrEqual(10 * Math.max(...prices) + 1e-9);
      }),
    );
  });
});
