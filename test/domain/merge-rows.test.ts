import { expect, test } from 'vitest';
import { mergeAgents, mergeInstances } from '../../src/domain/merge-rows.ts';
import { agent, instance, NOW } from '../support/builders.ts';

test('lets the database’s facts win over the API’s', () => {
  const fromApi = instance({ status: 'running_primary' });
  const fromDatabase = instance({ status: 'zombie' });

  const [merged] = mergeInstances([fromApi], [fromDatabase]);

  expect(merged).toEqual({ row: fromDatabase, backend: fromApi, database: fromDatabase });
});

test('fills what the database leaves open from the API', () => {
  const fromApi = instance({ agentId: 'a1', terminatedAt: null });
  const fromDatabase = instance({ agentId: null, terminatedAt: NOW });

  const [merged] = mergeInstances([fromApi], [fromDatabase]);

  expect(merged?.row).toEqual(instance({ agentId: 'a1', terminatedAt: NOW }));
});

test('keeps the order of the API and adds the rows that only the database has', () => {
  const merged = mergeInstances([instance({ id: 'b' }), instance({ id: 'a' })], [instance({ id: 'c' }), instance({ id: 'a' })]);

  expect(merged.map(({ row, backend, database }) => [row.id, backend !== null, database !== null])).toEqual([
    ['b', true, false],
    ['a', true, true],
    ['c', false, true],
  ]);
});

test('keeps a wait of NULL, which the API shows as 30 minutes', () => {
  const merged = mergeAgents([agent({ terminateWaitSeconds: 1_800 })], [agent({ terminateWaitSeconds: null })]);

  expect(merged.map(({ terminateWaitSeconds }) => terminateWaitSeconds)).toEqual([null]);
});

test('takes the API’s wait where there is no database', () => {
  const merged = mergeAgents([agent({ terminateWaitSeconds: 600 })], []);

  expect(merged.map(({ terminateWaitSeconds }) => terminateWaitSeconds)).toEqual([600]);
});
