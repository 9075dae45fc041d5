import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimsPrimary, type Instance } from '../../../src/domain/instance.ts';
import { agent, AGENT_ID, CLIENT_ID, cloudInstance, instance } from '../../support/builders.ts';
import { planFor } from '../../support/plan.ts';

const OTHER_CLIENT = 'c11e0000-0000-4000-8000-00000000000b';
const idOf = (position: number): string => `i-0${position.toString(16).padStart(16, '0')}`;

const cloudFacts = fc.record({
  state: fc.constantFrom('pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped', 'unknown'),
  tags: fc.oneof(
    fc.constant({}),
    fc.record({ 'spotctl:keep': fc.constantFrom('', 'soon', '2026-11-22', '2026-11-23', '2027-01-01', '2026-13-01') }),
    fc.record({ LogicalAgentId: fc.constantFrom('web-01', 'web-02', 'default', '') }),
  ),
});

const row = fc.record({
  status: fc.constantFrom('running_primary', 'running_replica', 'zombie', 'terminated', 'unknown'),
  isPrimary: fc.constantFrom(true, false, null),
  isActive: fc.constantFrom(true, false, null),
  clientId: fc.constantFrom(CLIENT_ID, CLIENT_ID, CLIENT_ID, OTHER_CLIENT, null),
  terminationConfirmed: fc.constantFrom(true, false, null),
  zombieSince: fc.constantFrom('2026-11-23T10:00:00.000Z', '2026-11-23T11:59:00.000Z', null),
} satisfies Partial<Record<keyof Instance, unknown>>);

const machine = fc.record({
  row,
  /** What the database says of the same instance, where it differs. */
  database: fc.option(row, { nil: null }),
  cloud: fc.option(cloudFacts, { nil: null }),
  isForeign: fc.boolean(),
  isPointedAt: fc.boolean(),
});

const world = fc.record({
  machines: fc.array(machine, { maxLength: 12 }),
  ownPosition: fc.nat(12),
  options: fc.record({
    maxCount: fc.constantFrom(null, 1, 100),
    allowsNoPrimary: fc.boolean(),
    allowsManaged: fc.boolean(),
    allowsForeignTag: fc.boolean(),
  }),
});

test('no target of any plan is a primary, foreign, kept, this machine, or unseen, whatever is allowed', () => {
  fc.assert(
    fc.property(world, ({ machines, ownPosition, options }) => {
      const named = machines.map((facts, position) => ({ ...facts, id: idOf(position) }));
      const pointing = named.filter(({ isPointedAt }) => isPointedAt);
      const agents = [
        agent({ instanceId: null }),
        ...pointing.map(({ id }) => agent({ id: `agent-of-${id}`, logicalAgentId: `of-${id}`, instanceId: id })),
      ];
      const clouds = named.flatMap(({ id, cloud }) => (cloud === null ? [] : [cloudInstance({ id, ...cloud })]));

      const plan = planFor({
        rows: {
          agents,
          instances: named.map(({ id, row: facts }) => instance({ id, agentId: AGENT_ID, ...facts })),
          foreignInstanceIds: new Set(named.filter(({ isForeign }) => isForeign).map(({ id }) => id)),
        },
        database: {
          agents,
          instances: named.flatMap(({ id, database }) => (database === null ? [] : [instance({ id, agentId: AGENT_ID, ...database })])),
        },
        cloud: clouds,
        facts: { ownInstanceId: idOf(ownPosition) },
        options,
      });

      for (const target of plan.targets) {
        const facts = named.find(({ id }) => id === target.id);
        expect(facts).toBeDefined();
        if (facts === undefined) return;
        const rows = [facts.row, ...(facts.database === null ? [] : [facts.database])];
        expect(rows.some(claimsPrimary)).toBe(false);
        expect(facts.isPointedAt).toBe(false);
        expect(rows.some(({ clientId }) => clientId === OTHER_CLIENT)).toBe(false);
        expect(facts.isForeign).toBe(false);
        expect(target.id).not.toBe(idOf(ownPosition));
        if (target.action !== 'terminate') continue;
        expect(facts.cloud?.state).toBeOneOf(['pending', 'running', 'stopping', 'stopped']);
        expect(['', 'soon', '2026-11-23', '2027-01-01', '2026-13-01']).not.toContain(keepOf(facts.cloud?.tags));
      }
      const count = plan.targets.filter(({ action }) => action === 'terminate').length;
      expect(count).toBeLessThanOrEqual(options.maxCount ?? 25);
    }),
    { numRuns: 500 },
  );
});

test('every candidate is either a target, refused with a reason, or undecided: none is lost', () => {
  fc.assert(
    fc.property(fc.array(machine, { maxLength: 8 }), (machines) => {
      const rows = machines.map(({ row: facts }, position) => instance({ id: idOf(position), ...facts, clientId: CLIENT_ID }));
      const clouds = rows.map(({ id }) => cloudInstance({ id }));

      const plan = planFor({ rows: { agents: [agent({ instanceId: null })], instances: rows }, cloud: clouds });

      const unwanted = rows.filter(({ status }) => status === 'zombie' || status === 'terminated').map(({ id }) => id);
      const told = [...plan.targets, ...plan.refusals, ...plan.undecided].map(({ id }) => id);
      expect(told.toSorted()).toEqual(unwanted.toSorted());
      expect(plan.refusals.every(({ reason, hint }) => reason !== '' && hint !== '')).toBe(true);
    }),
  );
});

function keepOf(tags: { 'spotctl:keep'?: string; LogicalAgentId?: string } | undefined): string | undefined {
  return tags?.['spotctl:keep'];
}
