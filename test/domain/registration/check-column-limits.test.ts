import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkColumnLimits } from '../../../src/domain/registration/check-column-limits.ts';
import type { RegistrationRequest } from '../../../src/domain/registration/registration-request.ts';

function request(facts: Partial<RegistrationRequest> = {}): RegistrationRequest {
  return {
    instanceId: 'i-0f75d6fccfb53a938',
    instanceType: 't3.medium',
    region: 'ap-south-1',
    az: 'ap-south-1a',
    mode: 'spot',
    poolId: 't3.medium.ap-south-1a',
    imageId: 'ami-0abcdef1234567890',
    isPrimary: true,
    spotPriceUsdPerHour: 0.0125,
    onDemandPriceUsdPerHour: 0.0416,
    ...facts,
  };
}

test('lets through what the columns hold, up to their limits', () => {
  const longest = {
    instanceType: 't'.repeat(50),
    region: 'r'.repeat(32),
    az: 'z'.repeat(48),
    poolId: 'p'.repeat(100),
    imageId: 'a'.repeat(64),
    spotPriceUsdPerHour: 9_999.999_999,
    onDemandPriceUsdPerHour: 0,
  };

  expect(checkColumnLimits(request())).toEqual([]);
  expect(checkColumnLimits(request(longest))).toEqual([]);
  expect(checkColumnLimits(request({ poolId: null, imageId: null, spotPriceUsdPerHour: null, onDemandPriceUsdPerHour: null }))).toEqual([]);
});

describe('refuses', () => {
  test.for([
    [{ instanceId: 'i-0123' }, '"i-0123" is not an EC2 instance id'],
    [{ instanceType: '' }, 'the instance type is empty'],
    [{ instanceType: 't'.repeat(51) }, 'the instance type has 51 characters, and the column holds 50'],
    [{ region: 'r'.repeat(33) }, 'the region has 33 characters, and the column holds 32'],
    [{ az: 'z'.repeat(49) }, 'the zone has 49 characters, and the column holds 48'],
    [{ az: 'ap-south-1a\n' }, 'the zone holds spaces or other characters that are no part of it'],
    [{ poolId: 'p'.repeat(101) }, 'the pool id has 101 characters, and the column holds 100'],
    [{ imageId: 'a'.repeat(65) }, 'the image id has 65 characters, and the column holds 64'],
    [{ mode: 'unknown' }, 'the mode is neither spot nor ondemand'],
    [{ spotPriceUsdPerHour: -0.01 }, 'the spot price -0.01 is not between 0 and 10000 USD per hour'],
    [{ spotPriceUsdPerHour: Number.NaN }, 'the spot price NaN is not between 0 and 10000 USD per hour'],
    [{ onDemandPriceUsdPerHour: 10_000 }, 'the on-demand price 10000 is not between 0 and 10000 USD per hour'],
  ] as const)('%o', ([facts, problem]) => {
    expect(checkColumnLimits(request(facts))).toEqual([problem]);
  });
});

test('what it lets through fits every column, whatever is given', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 110 });
  fc.assert(
    fc.property(fc.record({ pool: text, az: text, price: fc.double() }), ({ pool, az, price }) => {
      const problems = checkColumnLimits(request({ poolId: pool, az, spotPriceUsdPerHour: price }));

      const fits = pool.length > 0 && pool.length <= 100 && az.length > 0 && az.length <= 48 && price >= 0 && price < 10_000;
      expect(problems.length > 0 || fits).toBe(true);
    }),
  );
});
