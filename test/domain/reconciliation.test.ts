import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CloudInstance, CloudState } from '../../src/domain/cloud-instance.ts';
import type { FleetRows, FleetSnapshot } from '../../src/domain/fleet-snapshot.ts';
import type { Instance } from '../../src/domain/instance.ts';
import { type FleetInstance, reconcile, type Standing } from '../../src/domain/reconciliation.ts';
import { AGENT_ID, agent, cloudInstance, fleetRows, INSTANCE_ID, instance, replica, snapshot } from '../support/builders.ts';
import { strangeWorlds } from './findings/arbitrary-world.ts';
import { see } from './findings/world.ts';

const OTHER_ID = 'i-0aaaaaaaaaaaaaaaa';

function fleetOf(
  facts: { readonly rows?: Partial<FleetRows>; readonly clouds?: readonly CloudInstance[] } & Partial<FleetSnapshot>,
): readonly FleetInstance[] {
  const { rows, clouds, ...rest } = facts;
  return reconcile(
    snapshot({
      ...(rows === undefined ? {} : { backend: { ok: true, value: fleetRows(rows) } }),
      ...(clouds === undefined ? {} : { regions: new Map([['ap-south-1', { ok: true, value: clouds }]]) }),
      ...rest,
    }),
  ).instances;
}

function standingOf(row: Partial<Instance>, state: CloudState): Standing | undefined {
  return fleetOf({ rows: { instances: [instance(row)] }, clouds: [cloudInstance({ state })] })[0]?.standing;
}

describe('where an instance stands', () => {
  test.each([
    { what: 'a running primary', row: { status: 'running_primary' }, state: 'running', standing: 'primary' },
    { what: 'a primary that AWS took back', row: { status: 'running_primary' }, state: 'terminated', standing: 'primary' },
    { what: 'a replica', row: { status: 'running_replica', isPrimary: false }, state: 'running', standing: 'replica' },
    { what: 'a zombie', row: { status: 'zombie', isPrimary: false }, state: 'running', standing: 'zombie' },
    { what: 'a zombie that has ended', row: { status: 'zombie', isPrimary: false }, state: 'terminated', standing: 'zombie' },
    { what: 'what is terminated on both sides', row: { status: 'terminated' }, state: 'terminated', standing: 'terminated' },
    { what: 'what is on its way out', row: { status: 'terminated' }, state: 'shutting-down', standing: 'terminated' },
    { what: 'what is terminated in the book alone', row: { status: 'terminated' }, state: 'running', standing: 'ghost' },
    {
      what: 'what is terminated in the book and stopped, so that it may start again',
      row: { status: 'terminated' },
      state: 'stopped',
      standing: 'ghost',
    },
    {
      what: 'a zombie whose end was confirmed too early',
      row: { status: 'zombie', terminationConfirmed: true },
      state: 'running',
      standing: 'ghost',
    },
    { what: 'a word the contract does not have', row: { status: 'unknown' }, state: 'running', standing: 'unknown' },
  ] as const)('$what', ({ row, state, standing }) => {
    expect(standingOf(row, state)).toBe(standing);
  });

  test('a terminated id that was registered again serves, although its old confirmation is still there', () => {
    expect(standingOf({ status: 'running_primary', terminationConfirmed: true }, 'running')).toBe('primary');
  });

  test('what EC2 does not return is not called a ghost, nor what EC2 was not asked about', () => {
    const absent = fleetOf({ rows: { instances: [instance({ status: 'terminated' })] }, clouds: [] });
    const unasked = fleetOf({ rows: { instances: [instance({ status: 'terminated' })] }, regions: new Map() });

    expect(absent.map(({ standing, cloud }) => [standing, cloud])).toEqual([['terminated', { ok: true, value: null }]]);
    expect(unasked.map(({ standing, cloud }) => [standing, cloud.ok])).toEqual([['terminated', false]]);
  });
});

describe('what nobody registered', () => {
  const unknown = cloudInstance({ id: OTHER_ID });

  test('is what runs under the tags of the client’s agents and has no row', () => {
    const [, found] = fleetOf({ clouds: [cloudInstance(), unknown] });

    expect(found).toMatchObject({ id: OTHER_ID, standing: 'unregistered', row: null, agent: { id: AGENT_ID } });
  });

  test.each<readonly [string, Parameters<typeof fleetOf>[0]]>([
    [
      'what another client’s agent tagged',
      { clouds: [cloudInstance(), { ...unknown, tags: { ...unknown.tags, LogicalAgentId: 'theirs' } }] },
    ],
    [
      'what carries an agent’s name but not the fleet’s tag',
      { clouds: [cloudInstance(), { ...unknown, tags: { LogicalAgentId: 'web-01' } }] },
    ],
    [
      'what the backend attributes to another client',
      { rows: { foreignInstanceIds: new Set([OTHER_ID]) }, clouds: [cloudInstance(), unknown] },
    ],
    [
      'a replica that is being launched',
      { rows: { replicas: [replica({ instanceId: OTHER_ID, status: 'syncing' })] }, clouds: [cloudInstance(), unknown] },
    ],
    ['what has ended', { clouds: [cloudInstance(), { ...unknown, state: 'terminated' }] }],
  ])('is not %s', (_title, facts) => {
    expect(fleetOf(facts).map(({ id }) => id)).toEqual([INSTANCE_ID]);
  });

  test('cannot be told where neither backend nor database was seen', () => {
    const unseen = { ok: false, why: 'refused', code: 'BACKEND_REFUSED' } as const;

    expect(fleetOf({ backend: unseen, clouds: [unknown] })).toEqual([]);
  });
});

describe('the agent of an instance', () => {
  test('is its row’s, else the one that points at it, else the one its tag names', () => {
    const row = (facts: Partial<Instance>) => ({
      rows: { agents: [agent({ instanceId: OTHER_ID })], instances: [instance({ agentId: null, ...facts })] },
    });

    const byRow = fleetOf(row({ agentId: AGENT_ID }));
    const byPointer = fleetOf(row({ id: OTHER_ID }));
    const byTag = fleetOf(row({}));
    const byNothing = fleetOf({ ...row({}), clouds: [cloudInstance({ tags: {} })] });

    expect([byRow, byPointer, byTag, byNothing].map(([one]) => one?.agent?.id ?? null)).toEqual([AGENT_ID, AGENT_ID, AGENT_ID, null]);
  });
});

test('finds an instance in another region than its row says', () => {
  const [found] = fleetOf({
    regions: new Map([
      ['ap-south-1', { ok: true, value: [] }],
      ['us-east-1', { ok: true, value: [cloudInstance({ region: 'us-east-1' })] }],
    ]),
  });

  expect(found).toMatchObject({ region: 'ap-south-1', cloud: { value: { region: 'us-east-1' } } });
});

test('keeps every row once, of however strange a fleet, and never another client’s instance', () => {
  fc.assert(
    fc.property(strangeWorlds, (world) => {
      const { instances } = reconcile(see(world).fleet);

      const withRows = instances.filter(({ row }) => row !== null).map(({ id }) => id);
      expect(withRows).toEqual(world.instances.map(({ id }) => id));
      expect(instances.filter(({ id, row }) => row === null && world.foreignIds.includes(id))).toEqual([]);
      expect(new Set(instances.map(({ id }) => id)).size).toBe(instances.length);
    }),
  );
});

test('stands the same whichever of API and database tells the rows', () => {
  fc.assert(
    fc.property(strangeWorlds, (world) => {
      const { fleet } = see(world);
      const unseen = { ok: false, why: 'down', code: 'BACKEND_REFUSED' } as const;

      const standings = [fleet, { ...fleet, backend: unseen }].map((seen) =>
        reconcile(seen).instances.map(({ id, standing }) => `${id} ${standing}`),
      );

      expect(standings[1]).toEqual(standings[0]);
    }),
  );
});
