import { describe, expect, test } from 'vitest';
import type { CloudInstance } from '../../src/domain/cloud-instance.ts';
import { priceBook } from '../../src/domain/cost.ts';
import type { FleetSnapshot } from '../../src/domain/fleet-snapshot.ts';
import { instanceTimeline } from '../../src/domain/instance-timeline.ts';
import { knownInstance } from '../../src/domain/known-instance.ts';
import { reconcile } from '../../src/domain/reconciliation.ts';
import type { DescribedInstance } from '../../src/usecases/describe-instance.ts';
import { instanceDocument } from '../../src/views/instance/instance-document.ts';
import { instanceText } from '../../src/views/instance/instance-text.ts';
import { agent, cloudInstance, fleetRows, instance, INSTANCE_ID, NOW, replica, snapshot } from '../support/builders.ts';
import { screen } from '../support/screen.ts';

const GHOST = 'i-029c1999a147722de';
const OLD = instance({
  id: GHOST,
  status: 'terminated',
  isPrimary: false,
  isActive: false,
  terminatedAt: '2026-11-23T02:00:00.000Z',
  installedAt: '2026-11-20T12:00:00.000Z',
  terminationConfirmed: false,
});
const MACHINE = cloudInstance({ id: GHOST, tags: { ManagedBy: 'SpotOptimizer', Name: 'web\u001b[2J' } });

function described(facts: Partial<FleetSnapshot> = {}, id = GHOST): DescribedInstance {
  const seen = snapshot({
    backend: {
      ok: true,
      value: fleetRows({ instances: [instance(), { ...OLD, terminatedAt: null, installedAt: null, terminationConfirmed: null }] }),
    },
    regions: inRegion([cloudInstance(), MACHINE]),
    ...facts,
  });
  const known = knownInstance(seen, id);
  const price = { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.0125, since: '2026-11-01T00:00:00.000Z' };
  const books = { backend: known.backend.ok ? known.backend.value : null, database: known.database.ok ? known.database.value : null };
  return {
    ...known,
    isProtected: false,
    prices: priceBook(reconcile(seen).instances, [price]),
    now: NOW,
    findings: new Map([[GHOST, ['FL401']]]),
    timeline: instanceTimeline({ id, cloud: known.cloud.ok ? known.cloud.value : null, switches: [], events: [], acts: [], ...books }),
    unseen: [],
  };
}

function inRegion(value: readonly CloudInstance[]): FleetSnapshot['regions'] {
  return new Map([['ap-south-1', { ok: true, value }]]);
}

const WITH_DATABASE = { database: { ok: true, value: fleetRows({ instances: [instance(), OLD] }) } } as const;

describe('the page of an instance', () => {
  test('sets the sources side by side and ends with what happened', () => {
    expect(instanceText(described(WITH_DATABASE), screen())).toMatchInlineSnapshot(`
      "i-029c1999a147722de  ghost
        Agent   web-01 (f389c0c2-1bd9-4a07-a7a6-10a84a048f2c), online, heartbeat 0s ago
        Client  c11e0000-0000-4000-8000-00000000000a
        Cost    $0.0125 an hour; $0.13 wasted in 10h

      ✗ FL401: Ghost: terminated in the book, running in EC2

                       BACKEND                DATABASE               AWS
                       present                present                present
      state            terminated             terminated             running
      primary          no                     no                     -
      active           no                     no                     -
      type             t3.medium              t3.medium              t3.medium
      mode             spot                   spot                   spot
      region           ap-south-1             ap-south-1             ap-south-1
      zone             ap-south-1a            ap-south-1a            ap-south-1a
      image            -                      -                      ami-0abcdef1234567890
      pool             t3.medium.ap-south-1a  t3.medium.ap-south-1a  -
      spot price       $0.0125                $0.0125                -
      on-demand price  $0.0416                $0.0416                -
      confirmed        -                      no                     -
      spot request     -                      -                      sir-abcd1234

      TAG        VALUE
      ManagedBy  SpotOptimizer
      Name       web\\x1b[2J

      AT                    AGE  SOURCE    WHAT HAPPENED
      2026-11-20T12:00:00Z  3d   database  installed
      2026-11-22T12:00:00Z  1d   aws       launched
      2026-11-23T02:00:00Z  10h  database  set to terminated
      "
    `);
  });

  test('has exact times in place of ages where it is no terminal', () => {
    const lines = instanceText(described(WITH_DATABASE), screen({ isTerminal: false })).split('\n');

    expect([lines[1], lines[3]]).toEqual([
      '  Agent   web-01 (f389c0c2-1bd9-4a07-a7a6-10a84a048f2c), online, heartbeat 2026-11-23T12:00:00Z',
      '  Cost    $0.0125 an hour; $0.13 wasted since 2026-11-23T02:00:00Z',
    ]);
    expect(lines.join('\n')).not.toContain('AGE');
  });

  test('says of an agent that never sent a heartbeat that it was never heard of', () => {
    const rows = fleetRows({ agents: [agent({ lastHeartbeatAt: null })], instances: [instance(), OLD] });

    expect(instanceText(described({ backend: { ok: true, value: rows } }), screen())).toContain('online, never heard of');
  });

  test('says of a source that was not seen that it was not, and has no column for one that nobody configured', () => {
    const regions = new Map([['ap-south-1', { ok: false, why: 'No credentials.', code: 'AWS_CREDENTIALS' }]] as const);

    const lines = instanceText(described({ regions }), screen()).split('\n');

    expect(lines.slice(7, 10).map((line) => line.split(/\s{2,}/))).toEqual([
      ['', 'BACKEND', 'AWS'],
      ['', 'present', 'unseen'],
      ['state', 'terminated', '?'],
    ]);
  });

  test('knows nothing of a book that was not seen', () => {
    const backend = { ok: false, why: 'It is down.', code: 'BACKEND_REFUSED' } as const;

    const text = instanceText(described({ backend, ...WITH_DATABASE }), screen());

    expect(text).toMatch(/^ +unseen +present +present$/m);
    expect(text).toMatch(/^state +\? +terminated +running$/m);
  });

  test('shows text of tags without obeying it', () => {
    const text = instanceText(described(), screen());

    expect(text).toContain('web\\x1b[2J');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test('names the replicas that the book has of it', () => {
    const rows = fleetRows({ instances: [], replicas: [replica({ id: 'r-1', instanceId: GHOST, status: 'terminated' })] });

    expect(instanceText(described({ backend: { ok: true, value: rows } }), screen())).toMatch(/^replica +terminated \(r-1\) +-$/m);
  });

  test('says whose it is where it is another client’s', () => {
    const rows = fleetRows({ foreignInstanceIds: new Set([GHOST]) });

    expect(instanceText(described({ backend: { ok: true, value: rows } }), screen())).toContain("another client's");
  });
});

describe('the document of an instance', () => {
  test('has the facts of a list’s item, each source’s own word and what happened', () => {
    const document = instanceDocument(described(WITH_DATABASE));

    expect(Object.keys(document).join(' ')).toBe(
      'id clientId agentId logicalAgentId status isPrimary isActive instanceType region az mode poolId spotPrice onDemandPrice terminationAttemptedAt terminationConfirmed aws hourlyCost wastedSince wastedCost findings sources timeline',
    );
    expect(document).toMatchObject({
      status: 'terminated',
      aws: { state: 'running', protected: false },
      hourlyCost: 0.0125,
      wastedSince: '2026-11-23T02:00:00.000Z',
      wastedCost: 0.125,
      findings: ['FL401'],
      sources: {
        backend: { word: 'present', why: null, row: { status: 'terminated', installedAt: null }, replicas: [] },
        database: { word: 'present', row: { installedAt: '2026-11-20T12:00:00.000Z', spotPrice: 0.0125 } },
        aws: { word: 'present', why: null, instance: { state: 'running', launchTime: '2026-11-22T12:00:00.000Z', volumes: [] } },
      },
    });
    expect(document.timeline.map(({ source, text }) => [source, text])).toEqual([
      ['database', 'installed'],
      ['aws', 'launched'],
      ['database', 'set to terminated'],
    ]);
  });

  test('has null for everything where nobody that was seen knows the id, and says who was not seen', () => {
    const regions = new Map([['ap-south-1', { ok: false, why: 'No credentials.', code: 'AWS_CREDENTIALS' }]] as const);

    const { sources, timeline, id, findings, ...facts } = instanceDocument(described({ regions }, 'i-0bbbbbbbbbbbbbbbb'));

    expect([id, findings, timeline]).toEqual(['i-0bbbbbbbbbbbbbbbb', [], []]);
    expect(new Set(Object.values(facts))).toEqual(new Set([null]));
    expect(sources).toEqual({
      backend: { word: 'absent', why: null, row: null, replicas: [] },
      database: { word: 'not-configured', why: 'no database is configured', row: null, replicas: [] },
      aws: { word: 'unseen', why: 'No credentials.', instance: null },
    });
  });

  test('names its agent also where only the agent points at it', () => {
    const rows = fleetRows({ instances: [], agents: [agent({ instanceId: GHOST })] });

    expect(instanceDocument(described({ backend: { ok: true, value: rows } }))).toMatchObject({ logicalAgentId: 'web-01', status: null });
  });

  test('of a healthy primary has nothing to complain of', () => {
    expect(instanceDocument(described({}, INSTANCE_ID))).toMatchObject({ findings: [], wastedSince: null, status: 'running_primary' });
  });
});
