import { expect, test } from 'vitest';
import { countCalls } from '../../../src/domain/termination/count-calls.ts';
import type { PlannedTarget } from '../../../src/domain/termination/termination-plan.ts';
import { planFor } from '../../support/plan.ts';

function bound(...facts: readonly Partial<PlannedTarget>[]): unknown {
  const [made] = planFor().targets;
  if (made === undefined) throw new Error('The plan has a target.');
  return countCalls(facts.map((one, number) => ({ ...made, id: `i-${number}`, spotRequest: null, ...one })));
}

test('a plan states how many calls to EC2 it takes at most', () => {
  expect(bound()).toEqual({ toTerminate: 0, eachLook: 0 });
  expect(bound({})).toEqual({ toTerminate: 2, eachLook: 1 });
  expect(bound({}, { az: 'ap-south-1b' }, { region: 'us-east-1', az: 'us-east-1a' })).toEqual({ toTerminate: 6, eachLook: 2 });
  expect(bound({ spotRequest: { id: 'sir-1', type: 'persistent' } })).toEqual({ toTerminate: 5, eachLook: 1 });
  expect(bound({ protection: 'on' })).toEqual({ toTerminate: 7, eachLook: 1 });
});
