import { expect, test } from 'vitest';
import type { SweepOffers } from '../../../src/domain/sweep-offers.ts';
import { AGENT_ID, agent, cloudInstance, INSTANCE_ID } from '../../support/builders.ts';
import { planFor, ZOMBIE_ID, zombieCloud } from '../../support/plan.ts';

function offering(...ids: readonly string[]): { readonly ok: true; readonly value: SweepOffers } {
  const offers = ids.map((instanceId) => ({ instanceId, reason: 'zombie', secondsWaiting: null }));
  return { ok: true, value: { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers } };
}

test('what the sweep tells one agent of a region says why it has not taken the zombie of another', () => {
  const neighbour = agent({ id: 'a9e00000-0000-4000-8000-000000000002', logicalAgentId: 'web-02', instanceId: null });
  const notSweptBecause = (answer: ReturnType<typeof offering>): unknown =>
    planFor({ rows: { agents: [agent(), neighbour] }, facts: { offers: new Map([[neighbour.id, answer]]) } }).targets[0]?.notSweptBecause;

  expect([notSweptBecause(offering()), notSweptBecause(offering(ZOMBIE_ID))]).toEqual(['not-offered', 'not-taken']);
});

test('what only the sweep offers is no target, and the plan says why', () => {
  const foreign = 'i-0ffffffffffffffff';
  const offers = new Map([[AGENT_ID, offering(ZOMBIE_ID, INSTANCE_ID, foreign, foreign, 'replica-7e900000')]]);

  const plan = planFor({ rows: { foreignInstanceIds: new Set([foreign]) }, cloud: [cloudInstance(), zombieCloud()], facts: { offers } });

  expect(plan.targets.map(({ id }) => id)).toEqual([ZOMBIE_ID]);
  expect(plan.ignoredOffers).toEqual([
    { id: INSTANCE_ID, agent: 'web-01', reason: 'it serves as a primary' },
    { id: foreign, agent: 'web-01', reason: 'it belongs to another client' },
    { id: 'replica-7e900000', agent: 'web-01', reason: 'no list of this client holds it' },
  ]);
});
