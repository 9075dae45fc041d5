import { expect, test } from 'vitest';
import { batchTargets } from '../../../src/domain/termination/batch-targets.ts';
import type { PlannedTarget } from '../../../src/domain/termination/termination-plan.ts';
import { planFor } from '../../support/plan.ts';

function target(facts: Partial<PlannedTarget>): PlannedTarget[] {
  return planFor().targets.map((planned) => ({ ...planned, ...facts }));
}

test('puts one zone of one region into a batch, ten targets at most', () => {
  const many = Array.from({ length: 21 }, (_unused, position) => target({ id: `i-${position}` })).flat();
  const others = [...target({ az: 'ap-south-1b' }), ...target({ region: 'us-east-1', az: 'us-east-1a' })];

  const batches = batchTargets([...many, ...others]);

  expect(batches.map(({ region, az, targets }) => [region, az, targets.length])).toEqual([
    ['ap-south-1', 'ap-south-1a', 10],
    ['ap-south-1', 'ap-south-1a', 10],
    ['ap-south-1', 'ap-south-1a', 1],
    ['ap-south-1', 'ap-south-1b', 1],
    ['us-east-1', 'us-east-1a', 1],
  ]);
});

test('sends alone what is or may be protected, so that it holds back no other', () => {
  const targets = [
    ...target({ id: 'calm' }),
    ...target({ id: 'on', protection: 'on' }),
    ...target({ id: 'unsure', protection: 'unknown' }),
  ];

  const batches = batchTargets(targets);

  expect(batches.map((batch) => batch.targets.map(({ id }) => id))).toEqual([['calm'], ['on'], ['unsure']]);
});
