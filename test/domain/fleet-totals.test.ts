import { expect, test } from 'vitest';
import { factsOf } from '../../src/domain/findings/facts.ts';
import { totalsOf } from '../../src/domain/fleet-totals.ts';
import { cloudInstance } from '../support/builders.ts';
import { type Blindness, withoutAws, withoutRegion, withoutRows } from './findings/blindness.ts';
import { healthyWorld, see, SPARE_ID, zombie } from './findings/world.ts';

const STOPPED_ID = 'i-0bbbbbbbbbbbbbbb2';

function totals(blind: Blindness = (input) => input) {
  const healthy = healthyWorld();
  const input = see({
    ...healthy,
    instances: [...healthy.instances, zombie(), zombie({ id: STOPPED_ID, status: 'terminated' })],
    clouds: [...healthy.clouds, cloudInstance({ id: SPARE_ID }), cloudInstance({ id: STOPPED_ID, state: 'stopped' })],
  });
  return totalsOf(factsOf(blind(input)));
}

test('counts by standing, and adds what is billed and not wanted', () => {
  expect(totals()).toEqual({
    instances: 5,
    primaries: 2,
    replicas: 1,
    zombies: 1,
    ghosts: 1,
    unregistered: 0,
    hourlyWasteUsd: 0.0125,
    unpriced: 0,
  });
});

test('calls nothing zero that was not seen', () => {
  expect(totals(withoutAws)).toMatchObject({ zombies: 1, ghosts: null, unregistered: null, hourlyWasteUsd: null });
  expect(totals(withoutRows)).toMatchObject({ instances: null, primaries: null, zombies: null, ghosts: null });
});

test('keeps what one region shows where another fails', () => {
  expect(totals(withoutRegion('us-east-1'))).toMatchObject({ ghosts: 1, unregistered: null, hourlyWasteUsd: 0.0125 });
});

test('says how many wasted instances have no known price', () => {
  expect(totals((input) => ({ ...input, spotPrices: [] }))).toMatchObject({ hourlyWasteUsd: null, unpriced: 1 });
});
