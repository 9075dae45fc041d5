import { describe, expect, test } from 'vitest';
import type { Agent } from '../../src/domain/agent.ts';
import type { CloudInstance } from '../../src/domain/cloud-instance.ts';
import type { Instance } from '../../src/domain/instance.ts';
import type { FleetInstance } from '../../src/domain/reconciliation.ts';
import { type HeardOffers, sweepObstacle, waitEndsAt } from '../../src/domain/sweep-obstacle.ts';
import { agent, AGENT_ID, cloudInstance, instance, INSTANCE_ID, NOW } from '../support/builders.ts';

const LONG_AGO = '2026-11-23T02:00:00.000Z';
const JUST_NOW = '2026-11-23T11:59:00.000Z';

interface Facts {
  readonly row?: Partial<Instance>;
  readonly agent?: Partial<Agent> | null;
  readonly cloud?: Partial<CloudInstance> | null;
  readonly fleet?: Partial<FleetInstance>;
  readonly offers?: HeardOffers;
}

function zombie({ row = {}, agent: owner = {}, cloud = {}, fleet = {} }: Facts = {}): FleetInstance {
  const booked = instance({ status: 'zombie', isPrimary: false, isActive: false, zombieSince: LONG_AGO, ...row });
  return {
    id: INSTANCE_ID,
    region: 'ap-south-1',
    standing: 'zombie',
    row: booked,
    backend: booked,
    database: booked,
    cloud: { ok: true, value: cloud === null ? null : cloudInstance(cloud) },
    agent: owner === null ? null : agent(owner),
    isPointedAt: false,
    ...fleet,
  };
}

function heard(...instanceIds: readonly string[]): HeardOffers {
  const offers = instanceIds.map((instanceId) => ({ instanceId, reason: 'zombie_timeout', secondsWaiting: null }));
  return new Map([[AGENT_ID, { ok: true, value: { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers } }]]);
}

describe('what keeps the sweep from an unwanted instance', () => {
  test.each<readonly [string, string | null, Facts]>([
    ['it has ended already', 'ended-in-ec2', { cloud: { state: 'terminated' } }],
    ['EC2 does not return it', 'absent-in-ec2', { cloud: null }],
    ['the backend takes it for ended', 'booked-terminated', { fleet: { standing: 'ghost' } }],
    ['an agent names it as its own', 'pointed-at', { fleet: { isPointedAt: true } }],
    ['its row claims the primary', 'claims-primary', { row: { isPrimary: true } }],
    ['its row was left active', 'still-active', { row: { isActive: true } }],
    ['nobody knows whose it is', 'no-agent', { agent: null }],
    ['its agent does not sweep', 'auto-terminate-off', { agent: { autoTerminateEnabled: false } }],
    ['its agent looks elsewhere', 'other-region', { agent: { region: 'eu-west-1' } }],
    ['its agent is not there', 'agent-not-online', { agent: { status: 'offline' } }],
    ['its wait is not over', 'waiting', { row: { zombieSince: JUST_NOW } }],
    ['it was tried and never confirmed', 'attempted', { row: { terminationAttemptedAt: LONG_AGO } }],
    ['the sweep fails', 'sweep-fails', { offers: new Map([[AGENT_ID, { ok: false, why: '500', code: 'BACKEND_DATABASE' }]]) }],
    ['the agent was told and did nothing', 'not-taken', { offers: heard(INSTANCE_ID) }],
    ['the agent was not told', 'not-offered', { offers: heard() }],
    ['nothing that was seen says why', null, {}],
    ['EC2 was not seen either', null, { fleet: { cloud: { ok: false, why: 'no', code: 'NOT_ASKED' } } }],
  ])('is said where %s', (...[, obstacle, facts]) => {
    expect(sweepObstacle(zombie(facts), { offers: facts.offers ?? new Map(), now: NOW })).toBe(obstacle);
  });
});

describe('the end of the wait', () => {
  test('counts from the demotion, or from the last touch of the row', () => {
    const touched = zombie({ row: { zombieSince: null, updatedAt: JUST_NOW } });

    expect(waitEndsAt(zombie())).toBe('2026-11-23T02:05:00.000Z');
    expect(waitEndsAt(touched)).toBe('2026-11-23T12:04:00.000Z');
  });

  test('takes a wait that the database has none of for the sweep’s own 300 seconds', () => {
    expect(waitEndsAt(zombie({ agent: { terminateWaitSeconds: null } }))).toBe('2026-11-23T02:05:00.000Z');
    expect(waitEndsAt(zombie({ agent: { terminateWaitSeconds: 60 } }))).toBe('2026-11-23T02:01:00.000Z');
  });

  test.each<readonly [string, Facts]>([
    ['the wait was not told', { agent: { terminateWaitSeconds: null }, fleet: { database: null } }],
    ['no agent is known', { agent: null }],
    ['no row says since when', { row: { zombieSince: null, updatedAt: null } }],
    ['it is no zombie', { fleet: { standing: 'ghost' } }],
  ])('is unknown where %s', (...[, facts]) => {
    expect(waitEndsAt(zombie(facts))).toBeNull();
  });
});
