import { describe, expect, test } from 'vitest';
import type { CloudState } from '../../../src/domain/cloud-instance.ts';
import { reconcile } from '../../../src/domain/reconciliation.ts';
import type { FleetSnapshot } from '../../../src/domain/fleet-snapshot.ts';
import { priceBook } from '../../../src/domain/cost.ts';
import { notAsked } from '../../../src/domain/seen.ts';
import type { SpotPrice } from '../../../src/domain/spot-price.ts';
import { type InstanceItem, instanceItem } from '../../../src/views/lists/instance-item.ts';
import { AGENT_ID, CLIENT_ID, cloudInstance, fleetRows, instance, INSTANCE_ID, NOW, snapshot } from '../../support/builders.ts';

const PRICE: SpotPrice = { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.0125, since: '2026-11-01T00:00:00.000Z' };

function inState(state: CloudState): FleetSnapshot['regions'] {
  return new Map([['ap-south-1', { ok: true, value: [cloudInstance({ state, az: 'ap-south-1b' })] }]]);
}

function items(facts: Partial<FleetSnapshot> = {}): readonly InstanceItem[] {
  const { instances } = reconcile(snapshot(facts));
  const known = { prices: priceBook(instances, [PRICE]), now: NOW, findings: new Map([[INSTANCE_ID, ['FL405']]]) };
  return instances.map((one) => instanceItem(one, known));
}

describe('an instance of a list', () => {
  test('has every fact of its kind, under the names and in the order of the contract', () => {
    expect(items()).toEqual([
      {
        id: INSTANCE_ID,
        clientId: CLIENT_ID,
        agentId: AGENT_ID,
        logicalAgentId: 'web-01',
        status: 'running_primary',
        isPrimary: true,
        isActive: true,
        instanceType: 't3.medium',
        region: 'ap-south-1',
        az: 'ap-south-1a',
        mode: 'spot',
        poolId: 't3.medium.ap-south-1a',
        spotPrice: 0.0125,
        onDemandPrice: 0.0416,
        terminationAttemptedAt: null,
        terminationConfirmed: null,
        aws: {
          state: 'running',
          instanceType: 't3.medium',
          az: 'ap-south-1a',
          lifecycle: 'spot',
          launchTime: '2026-11-22T12:00:00.000Z',
          tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01' },
          spotRequestId: 'sir-abcd1234',
          protected: null,
        },
        hourlyCost: 0.0125,
        wastedSince: null,
        wastedCost: null,
        findings: ['FL405'],
      },
    ]);
    expect(Object.keys(items()[0] ?? {}).join(' ')).toBe(
      'id clientId agentId logicalAgentId status isPrimary isActive instanceType region az mode poolId spotPrice onDemandPrice terminationAttemptedAt terminationConfirmed aws hourlyCost wastedSince wastedCost findings',
    );
  });

  test('has null, and no guess, for what EC2 was not asked about', () => {
    const [item] = items({ regions: new Map([['ap-south-1', notAsked('not here')]]) });

    expect(item).toMatchObject({ aws: null, hourlyCost: null, wastedSince: null, wastedCost: null });
  });

  test('says absent, which is not gone, of what EC2 was asked about and did not return', () => {
    const [item] = items({ regions: new Map([['ap-south-1', { ok: true, value: [] }]]) });

    expect(item?.aws).toEqual({
      state: 'absent',
      instanceType: null,
      az: null,
      lifecycle: null,
      launchTime: null,
      tags: {},
      spotRequestId: null,
      protected: null,
    });
    expect(item?.hourlyCost).toBeNull();
  });

  test('has the facts of EC2 and of its tag’s agent where the backend has no row', () => {
    const [item] = items({ backend: { ok: true, value: fleetRows({ instances: [] }) } });

    expect(item).toMatchObject({
      status: null,
      isPrimary: null,
      isActive: null,
      poolId: null,
      agentId: AGENT_ID,
      logicalAgentId: 'web-01',
      clientId: CLIENT_ID,
      instanceType: 't3.medium',
      az: 'ap-south-1a',
      mode: 'spot',
    });
  });

  test('lets EC2 tell what the row does not know', () => {
    const row = instance({ mode: 'unknown', az: null, instanceType: null });

    const [item] = items({ backend: { ok: true, value: fleetRows({ instances: [row] }) } });

    expect(item).toMatchObject({ mode: 'spot', az: 'ap-south-1a', instanceType: 't3.medium' });
  });

  test('has no mode where nobody tells one', () => {
    const row = instance({ mode: 'unknown' });

    const [item] = items({ backend: { ok: true, value: fleetRows({ instances: [row] }) }, regions: new Map() });

    expect(item?.mode).toBeNull();
  });

  test('costs since it was not wanted any more, by the price of the time', () => {
    const zombie = instance({ status: 'zombie', isPrimary: false, zombieSince: '2026-11-23T02:00:00.000Z' });

    const [item] = items({ backend: { ok: true, value: fleetRows({ instances: [zombie] }) } });

    expect(item).toMatchObject({ hourlyCost: 0.0125, wastedSince: '2026-11-23T02:00:00.000Z', wastedCost: 0.125 });
  });

  test('costs nothing once it is stopped, and is not guessed at where no price is known', () => {
    expect(items({ regions: inState('stopped') })[0]?.hourlyCost).toBe(0);
    expect(items({ regions: inState('running') })[0]?.hourlyCost).toBeNull();
  });
});
