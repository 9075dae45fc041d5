import { describe, expect, test } from 'vitest';
import type { FleetRows } from '../../../src/domain/fleet-snapshot.ts';
import { reconcile } from '../../../src/domain/reconciliation.ts';
import type { Seen } from '../../../src/domain/seen.ts';
import type { CloudInstance } from '../../../src/domain/cloud-instance.ts';
import { findCandidates } from '../../../src/domain/termination/find-candidates.ts';
import { cloudInstance, fleetRows, instance, replica, snapshot } from '../../support/builders.ts';
import { ZOMBIE_ID, zombie, zombieCloud } from '../../support/plan.ts';

const REPLICA_ID = 'i-07e9000000000001a';

function found(rows: Partial<FleetRows>, clouds: Seen<readonly CloudInstance[]>): { candidates: string[]; undecided: string[] } {
  const seen = snapshot({ backend: { ok: true, value: fleetRows(rows) }, regions: new Map([['ap-south-1', clouds]]) });
  const { candidates, undecided } = findCandidates(reconcile(seen), seen);
  return {
    candidates: candidates.map(({ id, why, action }) => `${id} ${why} ${action}`),
    undecided: undecided.map(({ id, reason }) => `${id} ${reason}`),
  };
}

function running(...clouds: readonly CloudInstance[]): Seen<readonly CloudInstance[]> {
  return { ok: true, value: [cloudInstance(), ...clouds] };
}

describe('what nobody wants', () => {
  test.for([
    ['running', 'terminate'],
    ['pending', 'terminate'],
    ['stopping', 'terminate'],
    ['stopped', 'terminate'],
    ['shutting-down', 'await-end'],
    ['terminated', 'report'],
  ] as const)('a zombie that EC2 shows as %s is to be ended by: %s', ([state, action]) => {
    const result = found({ instances: [instance(), zombie()] }, running(zombieCloud({ state })));

    expect(result).toEqual({ candidates: [`${ZOMBIE_ID} zombie ${action}`], undecided: [] });
  });

  test('a ghost: terminated for the backend, running for EC2', () => {
    const result = found({ instances: [instance(), zombie({ status: 'terminated' })] }, running(zombieCloud()));

    expect(result.candidates).toEqual([`${ZOMBIE_ID} ghost terminate`]);
  });

  test('a zombie that is still active, which the sweep never offers', () => {
    const result = found({ instances: [instance(), zombie({ isActive: true })] }, running(zombieCloud()));

    expect(result.candidates).toEqual([`${ZOMBIE_ID} zombie terminate`]);
  });

  test('a terminated replica that still runs, with a row or without', () => {
    const gone = replica({ status: 'terminated', instanceId: REPLICA_ID });
    const row = instance({ id: REPLICA_ID, status: 'running_replica', isPrimary: false });
    const clouds = running(cloudInstance({ id: REPLICA_ID }));

    const withRow = found({ instances: [instance(), row], replicas: [gone] }, clouds);
    const withoutRow = found({ replicas: [gone] }, clouds);

    expect(withRow.candidates).toEqual([`${REPLICA_ID} terminated-replica terminate`]);
    expect(withoutRow.candidates).toEqual([`${REPLICA_ID} terminated-replica terminate`]);
  });

  test('what an earlier run has ended and not reported', () => {
    const ending = found({ instances: [instance(), zombie({ status: 'terminated' })] }, running(zombieCloud({ state: 'shutting-down' })));
    const ended = found(
      { instances: [instance(), zombie({ status: 'terminated', terminationConfirmed: false })] },
      running(zombieCloud({ state: 'terminated' })),
    );

    expect(ending.candidates).toEqual([`${ZOMBIE_ID} ghost await-end`]);
    expect(ended.candidates).toEqual([`${ZOMBIE_ID} ghost report`]);
  });
});

describe('what is left alone', () => {
  test('primaries, replicas and instances the backend does not know', () => {
    const result = found({}, running(cloudInstance({ id: ZOMBIE_ID })));

    expect(result).toEqual({ candidates: [], undecided: [] });
  });

  test('a replica that another row of the same instance still wants', () => {
    const rows = { replicas: [replica({ status: 'terminated' }), replica({ id: 'r2', status: 'ready' })] };

    expect(found(rows, running(cloudInstance({ id: REPLICA_ID }))).candidates).toEqual([]);
  });

  test('placeholders that are no EC2 ids', () => {
    const result = found({ instances: [instance(), zombie({ id: 'replica-7e900000' })] }, running());

    expect(result).toEqual({ candidates: [], undecided: [] });
  });

  test('what is terminated for everybody, confirmed or not known to be', () => {
    const rows = { instances: [instance(), zombie({ status: 'terminated' })] };

    expect(found(rows, running(zombieCloud({ state: 'terminated' }))).candidates).toEqual([]);
    expect(found(rows, running()).candidates).toEqual([]);
  });
});

describe('what nothing may be concluded about', () => {
  test('a zombie in a region that could not be read', () => {
    const result = found({ instances: [zombie()] }, { ok: false, why: 'AWS denies it', code: 'AWS_DENIED' });

    expect(result).toEqual({ candidates: [], undecided: [`${ZOMBIE_ID} AWS denies it`] });
  });

  test('a zombie in a state that EC2 does not document', () => {
    const result = found({ instances: [instance(), zombie()] }, running(zombieCloud({ state: 'unknown' })));

    expect(result.undecided).toEqual([`${ZOMBIE_ID} EC2 shows it in a state that spotctl does not know`]);
  });

  test('an absent zombie whose launch nobody knows', () => {
    const result = found({ instances: [instance(), zombie({ zombieSince: null })] }, running());

    expect(result.undecided).toEqual([`${ZOMBIE_ID} EC2 does not show it, and no source knows when it was launched`]);
  });

  test('an absent zombie, where EC2 shows nothing at all of this client', () => {
    const result = found({ instances: [zombie({ installedAt: '2026-01-01T00:00:00.000Z' })] }, { ok: true, value: [] });

    expect(result.undecided).toEqual([`${ZOMBIE_ID} EC2 shows no instance of this client in this account, so it may be the wrong account`]);
  });
});

test('an absent zombie that was there two hours ago is gone, and only to be reported', () => {
  const result = found({ instances: [instance(), zombie({ zombieSince: '2026-11-23T10:00:00.000Z' })] }, running());

  expect(result.candidates).toEqual([`${ZOMBIE_ID} zombie report`]);
});
