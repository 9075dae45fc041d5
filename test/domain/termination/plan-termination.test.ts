import { expect, test } from 'vitest';
import { hourlySavingOf } from '../../../src/domain/termination/termination-plan.ts';
import { cloudInstance, instance, replica } from '../../support/builders.ts';
import { planFor, ZOMBIE_ID, zombie, zombieCloud } from '../../support/plan.ts';

const REPLICA_ID = 'i-07e9000000000001a';

test('tells what each target has cost, follows the price history, and what stays behind', () => {
  const plan = planFor({
    cloud: [
      cloudInstance(),
      zombieCloud({
        volumes: [
          { id: 'vol-1', deletedOnTermination: true },
          { id: 'vol-2', deletedOnTermination: false },
        ],
        networkInterfaces: [{ id: 'eni-1', deletedOnTermination: false }],
        elasticAddresses: ['203.0.113.7'],
      }),
    ],
    spotPrices: [
      { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.01, since: '2026-11-23T00:00:00.000Z' },
      { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.03, since: '2026-11-23T11:00:00.000Z' },
    ],
    facts: { spotRequestTypes: new Map([['sir-zombie01', 'persistent']]) },
  });

  expect(plan.targets).toEqual([
    {
      id: ZOMBIE_ID,
      region: 'ap-south-1',
      az: 'ap-south-1a',
      why: 'zombie',
      notSweptBecause: null,
      standing: 'zombie',
      action: 'terminate',
      state: 'running',
      instanceType: 't3.medium',
      lifecycle: 'spot',
      managedBy: null,
      launchedAt: '2026-11-22T12:00:00.000Z',
      agentId: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c',
      logicalAgentId: 'web-01',
      usdPerHour: 0.03,
      wastedSince: '2026-11-23T10:00:00.000Z',
      wastedUsd: 0.04,
      protection: 'off',
      spotRequest: { id: 'sir-zombie01', type: 'persistent' },
      leftBehind: { volumes: ['vol-2'], networkInterfaces: ['eni-1'], addresses: ['203.0.113.7'] },
    },
  ]);
});

test('takes a terminated replica that no instance row holds, since the replica book does', () => {
  const plan = planFor({
    rows: { replicas: [replica({ status: 'terminated', instanceId: REPLICA_ID })], instances: [instance()] },
    cloud: [cloudInstance(), cloudInstance({ id: REPLICA_ID })],
    options: { maxCount: 1 },
  });

  expect(plan.targets.map(({ id, why, agentId }) => [id, why, agentId])).toEqual([
    [REPLICA_ID, 'terminated-replica', 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c'],
  ]);
});

test('says unknown for protection and spot request where EC2 did not answer', () => {
  const protection = new Map([[ZOMBIE_ID, { ok: false, why: 'not permitted', code: 'AWS_DENIED' } as const]]);

  const plan = planFor({ facts: { protection } });

  expect(plan.targets[0]).toMatchObject({ protection: 'unknown', spotRequest: { id: 'sir-zombie01', type: 'unknown' } });
});

test('asks for the region that EC2 has it in, where the row names another', () => {
  const rows = { instances: [instance(), zombie({ region: 'us-east-1' })] };

  const plan = planFor({ rows });

  expect(plan.targets.map(({ id, region }) => [id, region])).toEqual([[ZOMBIE_ID, 'ap-south-1']]);
});

test('adds up what is known of the saving, and says null where nothing is', () => {
  expect(hourlySavingOf([{ usdPerHour: 0.25 }, { usdPerHour: null }])).toBe(0.25);
  expect(hourlySavingOf([{ usdPerHour: null }])).toBeNull();
  expect(hourlySavingOf([])).toBe(0);
});
