import { expect, test } from 'vitest';
import type { Agent } from '../../../src/domain/agent.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import type { SweepOffers } from '../../../src/domain/sweep-offers.ts';
import { AGENT_ID, agent, cloudInstance, instance, INSTANCE_ID } from '../../support/builders.ts';
import { planFor, ZOMBIE_ID, zombie, zombieCloud } from '../../support/plan.ts';

function offering(...ids: readonly string[]): { readonly ok: true; readonly value: SweepOffers } {
  const offers = ids.map((instanceId) => ({ instanceId, reason: 'zombie', secondsWaiting: null }));
  return { ok: true, value: { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers } };
}

const BROKEN = { ok: false, why: 'the endpoint answered 500', code: 'BACKEND_FAILED' } as const;

interface Voice {
  readonly row?: Partial<Instance>;
  readonly agent?: Partial<Agent>;
  readonly answer?: ReturnType<typeof offering> | typeof BROKEN;
}

function whyNotSwept({ row = {}, agent: facts = {}, answer }: Voice): string | null | undefined {
  const offers = new Map(answer === undefined ? [] : [[AGENT_ID, answer] as const]);
  const rows = { agents: [agent(facts)], instances: [instance(), zombie(row)] };
  return planFor({ rows, facts: { offers }, options: { allowsNoPrimary: true } }).targets[0]?.whyNotSwept;
}

test.for([
  ['the endpoint fails', { answer: BROKEN }, 'the sweep does not answer: the endpoint answered 500'],
  ['it is still marked active', { row: { isActive: true } }, 'it is still marked active, and the sweep passes over what is'],
  ['auto-terminate is off', { agent: { autoTerminateEnabled: false } }, 'auto-terminate is off for web-01'],
  ['its agent is elsewhere', { agent: { region: 'us-east-1' } }, 'the sweep looks in us-east-1, where its agent is'],
  ['the wait is not over', { row: { zombieSince: '2026-11-23T11:58:00.000Z' }, answer: offering() }, 'its wait of 300 s is not over'],
  [
    'a termination was tried',
    { row: { terminationAttemptedAt: '2026-11-23T11:00:00.000Z' }, answer: offering() },
    'a termination was tried and never confirmed',
  ],
  ['its agent is offline', { agent: { status: 'offline' }, answer: offering() }, 'its agent is offline'],
  ['it is offered', { answer: offering(ZOMBIE_ID) }, 'the sweep offers it, and its agent has not taken it'],
  ['it is not offered', { answer: offering() }, 'the sweep does not offer it'],
  ['the sweep was not asked', {}, null],
] as const)('says why the sweep has not taken a zombie: %s', ([, voice, reason]) => {
  expect(whyNotSwept(voice)).toBe(reason);
});

test('the sweep never takes a ghost', () => {
  const rows = { instances: [instance(), zombie({ status: 'terminated' })] };

  expect(planFor({ rows }).targets[0]?.whyNotSwept).toBe('the backend books it as ended, and the sweep looks no further');
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
