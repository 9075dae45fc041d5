import { describe, expect, test } from 'vitest';
import type { CloudInstance } from '../../../src/domain/cloud-instance.ts';
import type { FleetRows } from '../../../src/domain/fleet-snapshot.ts';
import { reconcile } from '../../../src/domain/reconciliation.ts';
import { findCandidates } from '../../../src/domain/termination/find-candidates.ts';
import { findNamed, type FoundNamed } from '../../../src/domain/termination/find-named.ts';
import { cloudInstance, fleetRows, instance, INSTANCE_ID, replica, snapshot } from '../../support/builders.ts';
import { ZOMBIE_ID, zombie, zombieCloud } from '../../support/plan.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const OLD = '2026-11-20T10:00:00.000Z';

function named(
  ids: readonly string[],
  world: { readonly rows?: Partial<FleetRows>; readonly cloud?: readonly CloudInstance[]; readonly isRegionRead?: boolean } = {},
): FoundNamed {
  const region = { ok: true, value: world.cloud ?? [cloudInstance(), zombieCloud()] } as const;
  const unread = { ok: false, why: 'EC2 in ap-south-1 could not be reached', code: 'AWS_UNREACHABLE' } as const;
  const seen = snapshot({
    backend: { ok: true, value: fleetRows({ instances: [instance(), zombie()], ...world.rows }) },
    regions: new Map([['ap-south-1', world.isRegionRead === false ? unread : region]]),
  });
  const fleet = reconcile(seen);
  return findNamed(ids, { fleet, snapshot: seen, unwanted: findCandidates(fleet, seen) });
}

const replicaRow = instance({ id: A, status: 'running_replica', isPrimary: false, installedAt: OLD });

describe('what a named id comes to', () => {
  test('a zombie is the candidate it is anyway, once however often it is named', () => {
    expect(named([ZOMBIE_ID, ZOMBIE_ID]).candidates.map(({ id, why, action }) => [id, why, action])).toEqual([
      [ZOMBIE_ID, 'zombie', 'terminate'],
    ]);
  });

  test('a healthy replica is a candidate because it was named', () => {
    const found = named([A], { rows: { instances: [instance(), replicaRow] }, cloud: [cloudInstance(), cloudInstance({ id: A })] });

    expect(found.candidates.map(({ id, why, action }) => [id, why, action])).toEqual([[A, 'named', 'terminate']]);
  });

  test('nothing that was not named is in it', () => {
    expect(named([INSTANCE_ID]).candidates.map(({ id }) => id)).toEqual([INSTANCE_ID]);
  });

  test('one that EC2 is ending is waited for, one it has ended is reported', () => {
    const rows = { instances: [instance(), replicaRow] };
    const actionIn = (state: CloudInstance['state']): unknown =>
      named([A], { rows, cloud: [cloudInstance(), cloudInstance({ id: A, state })] }).candidates[0]?.action;

    expect([actionIn('shutting-down'), actionIn('terminated')]).toEqual(['await-end', 'report']);
  });

  test('one that both call terminated needs nothing', () => {
    const rows = { instances: [instance(), replicaRow, zombie({ id: ZOMBIE_ID, status: 'terminated' })] };

    const found = named([ZOMBIE_ID], { rows, cloud: [cloudInstance(), zombieCloud({ state: 'terminated' })] });

    expect(found.over).toEqual([{ id: ZOMBIE_ID, region: 'ap-south-1', reason: 'EC2 and the backend both say that it is terminated' }]);
  });
});

describe('an id that EC2 does not show', () => {
  test('is reported where it was launched long ago, and is over where the backend knows', () => {
    const rows = { instances: [instance(), replicaRow, zombie({ status: 'terminated', installedAt: OLD })] };

    const found = named([A, ZOMBIE_ID], { rows, cloud: [cloudInstance()] });

    expect(found.candidates.map(({ id, action }) => [id, action])).toEqual([[A, 'report']]);
    expect(found.over.map(({ id }) => id)).toEqual([ZOMBIE_ID]);
  });

  test.for([
    ['nobody knows when it was launched', null, [cloudInstance()]],
    ['it was launched less than an hour ago', '2026-11-23T11:30:00.000Z', [cloudInstance()]],
    ['EC2 shows no instance of the client, so that it may be the wrong account', OLD, []],
  ] as const)('is unknown where %s', ([, installedAt, cloud]) => {
    const found = named([A], { rows: { instances: [instance(), { ...replicaRow, installedAt }] }, cloud });

    expect(found.undecided.map(({ id }) => id)).toEqual([A]);
    expect(found.candidates).toEqual([]);
  });

  test('is unknown where the region could not be read', () => {
    const found = named([A], { rows: { instances: [instance(), replicaRow] }, isRegionRead: false });

    expect(found.undecided).toEqual([{ id: A, region: 'ap-south-1', reason: 'EC2 in ap-south-1 could not be reached' }]);
  });

  test('is unknown where only a replica row names it', () => {
    const found = named([A], { rows: { replicas: [replica({ instanceId: A })] } });

    expect(found.undecided[0]?.reason).toBe('EC2 does not show it, and no source knows when it was launched');
  });

  test('is a stranger where no list of the client holds it, or another client has it', () => {
    expect(named([A]).strangers).toEqual([{ id: A, reason: 'no list of this client holds it, and EC2 does not show it in ap-south-1' }]);
    expect(named([A], { rows: { foreignInstanceIds: new Set([A]) } }).strangers).toEqual([
      { id: A, reason: 'the backend gives it to another client' },
    ]);
    expect(named([A], { isRegionRead: false }).strangers).toEqual([{ id: A, reason: 'no list of this client holds it' }]);
  });
});
