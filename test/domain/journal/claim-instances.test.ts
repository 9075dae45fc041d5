import { describe, expect, test } from 'vitest';
import { claimInstances } from '../../../src/domain/journal/claim-instances.ts';
import type { JournalledRun, RunRecord } from '../../../src/domain/journal/run-record.ts';
import { STRICTEST } from '../../../src/domain/termination/termination-options.ts';
import type { PlannedTarget } from '../../../src/domain/termination/termination-plan.ts';
import { NOW } from '../../support/builders.ts';
import { begun } from '../../support/journal-folder.ts';
import { planFor, ZOMBIE_ID } from '../../support/plan.ts';

const BACKEND = 'http://127.0.0.1:5000';
const GONE: RunRecord = { kind: 'gone', id: ZOMBIE_ID, endedAt: '2026-11-23T11:00:00.000Z', wasAlready: false };

/** A run of a process that is gone, over the one zombie. */
function deadRun(head: Parameters<typeof begun>[0], ...after: readonly RunRecord[]): JournalledRun {
  const { targets, undecided, over, unseen } = planFor();
  const records: readonly RunRecord[] = [
    begun(head),
    { kind: 'planned', targets, refusals: [], undecided, over, unseen, options: { ...STRICTEST, unprotect: [] } },
    { kind: 'confirmed', ids: [ZOMBIE_ID], how: 'yes' },
    ...after,
  ];
  return { runId: '01DEAD', records: records.map((record) => ({ at: NOW, record })), holder: null };
}

function claimed(run: JournalledRun, facts: Partial<PlannedTarget> = {}): ReturnType<typeof claimInstances> {
  const { account, client, targets } = planFor();
  const wanted = targets.map((target) => ({ ...target, ...facts }));
  return claimInstances([run], { runId: '01NEW', account, client, backendUrl: BACKEND, targets: wanted });
}

describe('a run that begins on what a dead one had left', () => {
  test('takes over its work, and the end it had seen', () => {
    const { ended, releases } = claimed(deadRun({}, GONE), { action: 'report', state: 'terminated' });

    expect([...ended]).toEqual([[ZOMBIE_ID, '2026-11-23T11:00:00.000Z']]);
    expect(releases).toMatchObject([{ runId: '01DEAD', records: [{ kind: 'released', ids: [ZOMBIE_ID] }, { kind: 'closed' }] }]);
  });

  test('leaves it what it owes to another backend, or for another client: only there can it be told', () => {
    const elsewhere = deadRun({ backendUrl: 'https://other.example.com' }, GONE);
    const anothers = deadRun({ client: { id: 'c11e0000-0000-4000-8000-00000000000b', name: 'Globex' } }, GONE);

    expect(claimed(elsewhere)).toEqual({ claims: [], ended: new Map(), releases: [] });
    expect(claimed(anothers)).toEqual({ claims: [], ended: new Map(), releases: [] });
  });

  test('is kept out by a living run for another backend all the same: the instance is one', () => {
    const holder = { pid: 4712, host: 'workstation' };

    const { claims } = claimed({ ...deadRun({ backendUrl: 'https://other.example.com' }), holder });

    expect(claims).toEqual([{ id: ZOMBIE_ID, runId: '01DEAD', holder }]);
  });

  test('does not take its word for an end, where EC2 shows the instance running', () => {
    const { ended, releases } = claimed(deadRun({}, GONE), { action: 'terminate', state: 'running' });

    expect([...ended]).toEqual([]);
    expect(releases).toHaveLength(1);
  });
});
