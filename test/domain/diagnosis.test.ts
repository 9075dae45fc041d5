import { describe, expect, test } from 'vitest';
import { judge } from '../../src/domain/diagnosis.ts';
import type { DiagnosisInput } from '../../src/domain/findings/diagnosis-input.ts';
import type { FleetSnapshot } from '../../src/domain/fleet-snapshot.ts';
import type { Finding } from '../../src/domain/findings/finding.ts';
import { notAsked } from '../../src/domain/seen.ts';
import { agent, AGENT_ID, cloudInstance, instance } from '../support/builders.ts';
import { withDatabaseNotConfigured, withoutAws, withoutBackend, withoutRegion, withoutSchema } from './findings/blindness.ts';
import { healthyWorld, LONG_GONE_ID, probe, see, SPARE_ID, zombie } from './findings/world.ts';

const durations = { schema: 1, endpoints: 2, aws: 3, fleet: 4, logs: 0 };

function findingsOf(input: DiagnosisInput): readonly Finding[] {
  return judge(input, durations).findings;
}

function checkIn(input: DiagnosisInput, code: string) {
  return judge(input, durations).checks.find(({ id }) => id === code);
}

function withFleet(facts: Partial<FleetSnapshot>, input = see(healthyWorld())): DiagnosisInput {
  return { ...input, fleet: { ...input.fleet, ...facts } };
}

describe('the verdict', () => {
  test('is healthy where all that was asked answered and nothing is wrong', () => {
    expect(judge(see(healthyWorld()), durations).status).toBe('healthy');
  });

  test('is incomplete where something could not be checked and nothing was found', () => {
    expect(judge(withoutSchema(see(healthyWorld())), durations).status).toBe('incomplete');
  });

  test('is problems where something was found, whatever could not be checked', () => {
    expect(judge(withoutAws(see(healthyWorld())), durations).status).toBe('problems');
  });
});

describe('a check', () => {
  test('takes as long as the sources of its category took', () => {
    expect(['SC102', 'EP203', 'AW303', 'FL401'].map((code) => checkIn(see(healthyWorld()), code)?.durationMs)).toEqual([1, 2, 3, 4]);
  });

  test('is unknown rather than skipped, where one source failed and another is not configured', () => {
    const input = withoutRegion('us-east-1')(withDatabaseNotConfigured(see(healthyWorld())));

    expect(checkIn(input, 'FL409')).toMatchObject({ status: 'unknown', detail: 'EC2 in us-east-1: taken away (AWS_THROTTLED)' });
  });

  test('of a permission is skipped where there is no instance to ask with', () => {
    const input = { ...see(healthyWorld()), mayTerminate: new Map() };

    expect(checkIn(input, 'AW303')).toMatchObject({ status: 'skipped', detail: 'EC2 returned no instance to ask with' });
  });

  test('of EC2 is skipped for a client that has no agents yet', () => {
    const empty = see({ ...healthyWorld(), agents: [], instances: [], replicas: [], clouds: [] });
    const input = withFleet({ account: notAsked('the account was not asked') }, empty);

    expect(judge(input, durations).status).toBe('healthy');
    expect(checkIn(input, 'AW301')).toMatchObject({ status: 'skipped', detail: 'the fleet names no region' });
  });
});

describe('what stopped the backend from answering is said apart', () => {
  test.each(
    [
      ['BACKEND_UNRESOLVED', 'EP201', 'DNS has no address for the host: check the name in SPOTCTL_BACKEND_URL.'],
      ['BACKEND_REFUSED', 'EP201', 'Nothing listens there: check that the backend runs and that the port is right.'],
      ['BACKEND_TLS', 'EP201', 'Name your authority with NODE_EXTRA_CA_CERTS, or correct the URL.'],
      ['BACKEND_TIMEOUT', 'EP201', 'Look at the backend’s load and log, or try again with a longer --timeout.'],
      ['BACKEND_UNREACHABLE', 'EP201', 'Check the network, the VPN and the host.'],
      ['TOKEN_REFUSED', 'EP202', 'Store a valid token.'],
      ['TOKEN_MISSING', 'EP202', 'Store a valid token.'],
      ['CLIENT_INACTIVE', 'EP202', 'Ask the backend’s administrator to activate the client.'],
      ['BACKEND_FAILED', 'EP203', 'Look at the backend’s log for this call.'],
      [
        'BACKEND_SHAPE',
        'EP204',
        'Check that SPOTCTL_BACKEND_URL names the backend itself, not a proxy or a login page, and a version spotctl knows.',
      ],
    ].map(([code = '', finding, remedy]) => ({ code, finding, remedy })),
  )('$code is $finding', ({ code, finding, remedy }) => {
    const failed = { ok: false, why: 'it failed', code } as const;
    const input = { ...withFleet({ client: failed, backend: failed }), endpoints: [] };

    const found = findingsOf(input);

    expect(found.map((one) => [one.code, one.subject.id, one.evidence.backend, one.remedy.text])).toEqual([
      [finding, 'backend', 'it failed', remedy],
    ]);
  });
});

test('names the missing column in the remedy of an endpoint that fails for it', () => {
  const detail = "1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'";
  const input = { ...see(healthyWorld()), endpoints: [probe({ name: 'itt', path: '/x', outcome: 'failed', status: 500, detail })] };

  const [found] = findingsOf(input);

  expect(found?.remedy).toEqual({
    text: 'The database lacks the column termination_attempted_at: add it.',
    command: 'spotctl schema apply',
  });
});

test('blames no migration for an endpoint that fails otherwise', () => {
  const input = {
    ...see(healthyWorld()),
    endpoints: [probe({ name: 'itt', path: '/x', outcome: 'failed', status: 500, detail: 'pool exhausted' })],
  };

  expect(findingsOf(input).map(({ remedy }) => remedy.command)).toEqual([null]);
});

test('renews an expired AWS session rather than asking for new keys', () => {
  const expired = { ok: false, why: 'the session has expired', code: 'AWS_EXPIRED' } as const;
  const input = { ...withFleet({ regions: new Map([['ap-south-1', expired]]), account: expired }), mayTerminate: new Map() };

  expect(findingsOf(input).map(({ code, remedy }) => [code, remedy.command])).toEqual([['AW301', 'aws sso login']]);
});

test('finds what the database shows where the backend is unreachable', () => {
  const healthy = healthyWorld();
  const input = withoutBackend(see({ ...healthy, clouds: [...healthy.clouds, cloudInstance({ id: SPARE_ID })] }));

  expect(findingsOf(input).map(({ code, subject }) => `${code} ${subject.id}`)).toEqual(['EP201 backend', `FL404 ${SPARE_ID}`]);
});

test('offers no command that a hostile name could bend', () => {
  const healthy = healthyWorld();
  const name = "web'; rm -rf / #";
  const input = see({
    ...healthy,
    agents: healthy.agents.map((row) => (row.id === AGENT_ID ? agent({ logicalAgentId: name, instanceId: null }) : row)),
  });

  const [found] = findingsOf(input);

  expect(found?.remedy.command).toBe(`spotctl register-instance i-0f75d6fccfb53a938 --agent 'web'\\''; rm -rf / #'`);
});

test('warns of no irreplaceable zombie while some primary may be its agent’s', () => {
  const healthy = healthyWorld();
  const idle = agent({ id: 'idle', logicalAgentId: 'idle-01', isEnabled: false, instanceId: null });
  const stray = instance({ id: SPARE_ID, agentId: null });
  const world = {
    ...healthy,
    agents: [...healthy.agents, idle],
    instances: [...healthy.instances, stray, zombie({ id: LONG_GONE_ID, agentId: 'idle' })].filter(
      ({ status, id }) => id !== LONG_GONE_ID || status === 'zombie',
    ),
    clouds: [...healthy.clouds, cloudInstance({ id: SPARE_ID, tags: {} }), cloudInstance({ id: LONG_GONE_ID, tags: {} })],
  };

  const input = withDatabaseNotConfigured(see(world));

  expect(findingsOf(input)).toEqual([]);
  expect(checkIn(input, 'FL418')?.status).toBe('unknown');
});
