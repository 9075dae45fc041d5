import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterInstances, type InstanceFilter } from '../../src/domain/instance-filter.ts';
import { type FleetInstance, reconcile } from '../../src/domain/reconciliation.ts';
import { notAsked } from '../../src/domain/seen.ts';
import { agent, AGENT_ID, cloudInstance, fleetRows, instance, snapshot } from '../support/builders.ts';

const PRIMARY = 'i-00000000000000001';
const ZOMBIE = 'i-00000000000000002';
const GHOST = 'i-00000000000000003';
const GONE = 'i-00000000000000004';
const ELSEWHERE = 'i-00000000000000005';
const UNREGISTERED = 'i-00000000000000006';

/** One of each trouble; EC2 was asked in ap-south-1 only. */
function fleet(): readonly FleetInstance[] {
  const unwanted = { isPrimary: false, isActive: false } as const;
  const instances = [
    instance({ id: PRIMARY }),
    instance({ id: ZOMBIE, status: 'zombie', ...unwanted, mode: 'ondemand' }),
    instance({ id: GHOST, status: 'terminated', ...unwanted, mode: 'unknown' }),
    instance({ id: GONE, status: 'terminated', ...unwanted, agentId: 'a-deleted' }),
    instance({ id: ELSEWHERE, status: 'running_replica', ...unwanted, region: 'eu-west-1' }),
  ];
  const cloud = [
    cloudInstance({ id: PRIMARY }),
    cloudInstance({ id: ZOMBIE, state: 'stopped' }),
    cloudInstance({ id: GHOST }),
    cloudInstance({ id: UNREGISTERED, lifecycle: 'on-demand' }),
  ];
  const backend = { ok: true, value: fleetRows({ agents: [agent({ instanceId: PRIMARY })], instances }) } as const;
  return reconcile(snapshot({ backend, regions: new Map([['ap-south-1', { ok: true, value: cloud }]]) })).instances;
}

function kept(filter: InstanceFilter): readonly string[] {
  return filterInstances(fleet(), filter).map(({ id }) => id);
}

describe('a filter', () => {
  test('that asks for nothing keeps everything', () => {
    expect(kept({})).toEqual([PRIMARY, ZOMBIE, GHOST, GONE, ELSEWHERE, UNREGISTERED]);
  });

  test('takes an agent by its UUID, by its logical id, and where only a row still names it', () => {
    expect(kept({ agent: 'web-01' })).toEqual([PRIMARY, ZOMBIE, GHOST, ELSEWHERE, UNREGISTERED]);
    expect(kept({ agent: AGENT_ID })).toEqual(kept({ agent: 'web-01' }));
    expect(kept({ agent: 'a-deleted' })).toEqual([GONE]);
    expect(kept({ agent: 'web-02' })).toEqual([]);
  });

  test.each([
    ['running_primary', [PRIMARY]],
    ['running_replica', [ELSEWHERE]],
    ['zombie', [ZOMBIE]],
    ['terminated', [GHOST, GONE]],
    ['ghost', [GHOST]],
    ['unregistered', [UNREGISTERED]],
  ] as const)('by status %s', (status, ids) => {
    expect(kept({ status })).toEqual(ids);
  });

  test('by mode asks the row, and EC2 where the row does not know or is not there', () => {
    expect(kept({ mode: 'ondemand' })).toEqual([ZOMBIE, UNREGISTERED]);
    expect(kept({ mode: 'spot' })).toEqual([PRIMARY, GHOST, GONE, ELSEWHERE]);
  });

  test.each([
    ['running', [PRIMARY, GHOST, UNREGISTERED]],
    ['stopped', [ZOMBIE]],
    ['absent', [GONE]],
    ['terminated', []],
  ] as const)('by EC2’s state %s never keeps what EC2 was not asked about', (cloudState, ids) => {
    expect(kept({ cloudState })).toEqual(ids);
  });

  test('by region', () => {
    expect(kept({ regions: ['eu-west-1'] })).toEqual([ELSEWHERE]);
  });

  test('keeps of the primaries also what only claims to be one', () => {
    const claims = instance({ id: ZOMBIE, status: 'zombie', isPrimary: true });
    const instances = reconcile(snapshot({ backend: { ok: true, value: fleetRows({ instances: [instance(), claims] }) } })).instances;

    expect(filterInstances(instances, { only: 'primaries' }).map(({ id }) => id)).toEqual([instance().id, ZOMBIE]);
  });

  test('keeps of the unwanted ones zombies and ghosts', () => {
    expect(kept({ only: 'unwanted' })).toEqual([ZOMBIE, GHOST]);
  });

  test('finds no ghost where EC2 was not asked', () => {
    const blind = fleet().map((one) => ({ ...one, cloud: notAsked('not here') }));

    expect([...filterInstances(blind, { cloudState: 'absent' })]).toEqual([]);
  });

  test('of several parts keeps what fits each of them', () => {
    const part = fc.record(
      {
        agent: fc.constantFrom('web-01', 'a-deleted'),
        regions: fc.constantFrom(['ap-south-1'], ['eu-west-1']),
        status: fc.constantFrom('zombie', 'ghost', 'terminated', 'running_primary'),
        mode: fc.constantFrom('spot', 'ondemand'),
        cloudState: fc.constantFrom('running', 'absent', 'stopped'),
        only: fc.constantFrom('primaries', 'unwanted'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(part, (filter) => {
        const parts = Object.entries(filter).map(([name, value]) => new Set(kept({ [name]: value })));

        expect(kept(filter)).toEqual(kept({}).filter((id) => parts.every((ids) => ids.has(id))));
      }),
    );
  });
});
