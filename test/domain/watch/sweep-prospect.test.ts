import { describe, expect, test } from 'vitest';
import type { FleetInstance } from '../../../src/domain/reconciliation.ts';
import { sweepProspect } from '../../../src/domain/watch/sweep-prospect.ts';
import { agent, cloudInstance, instance, INSTANCE_ID } from '../../support/builders.ts';

function zombie(facts: Partial<FleetInstance> = {}): FleetInstance {
  const row = instance({ status: 'zombie', isPrimary: false, isActive: false, zombieSince: '2026-11-23T11:58:00.000Z' });
  const cloud = { ok: true, value: cloudInstance() } as const;
  const base = { id: INSTANCE_ID, region: 'ap-south-1', row, backend: row, database: null, cloud, agent: agent(), isPointedAt: false };
  return { ...base, standing: 'zombie', ...facts };
}

describe('when the sweep takes an instance', () => {
  test('a zombie is due when its agent’s wait is over', () => {
    expect(sweepProspect(zombie({ agent: agent({ terminateWaitSeconds: 600 }) }))).toEqual({ kind: 'due', at: '2026-11-23T12:08:00.000Z' });
  });

  test.each([
    ['is still active in its row', { row: instance({ status: 'zombie', isActive: true }) }],
    ['belongs to an agent with auto-terminate off', { agent: agent({ autoTerminateEnabled: false }) }],
    ['is a ghost', { standing: 'ghost' }],
  ] as const)('never, where it %s', (_reason, facts) => {
    expect(sweepProspect(zombie(facts))).toEqual({ kind: 'never' });
  });

  test('nobody knows where no source tells when it was demoted, or whose it is', () => {
    const row = instance({ status: 'zombie', isPrimary: false, isActive: false });

    expect(sweepProspect(zombie({ row }))).toEqual({ kind: 'unknown' });
    expect(sweepProspect(zombie({ agent: null }))).toEqual({ kind: 'unknown' });
  });

  test('what is wanted is none of its business', () => {
    expect(sweepProspect(zombie({ standing: 'primary', row: instance() }))).toEqual({ kind: 'none' });
  });
});
