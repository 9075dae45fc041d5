import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/domain/errors/catalogue.ts';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import type { Instance } from '../../src/domain/instance.ts';
import type { FleetDatabase } from '../../src/ports/fleet-database.ts';
import { diagnose } from '../../src/usecases/diagnose.ts';
import { probe, schemaRow } from '../domain/findings/world.ts';
import { AGENT_ID, agent, cloudInstance, fleetRows, INSTANCE_ID, instance } from '../support/builders.ts';
import type { FakeBooks } from '../support/fake-backend.ts';
import { type FakePorts, fakePorts } from '../support/fake-ports.ts';
import { schemaDatabase } from './fake-schema-database.ts';

const OLD_ID = 'i-029c1999a147722de';
const everything = { clientId: null, regions: null, backendUrl: 'https://backend.test', logs: null };
const noColumn = "1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'";

/** A healthy fleet whose backend tells its schema and whose endpoints answer. */
function healthyPorts(books: FakeBooks = {}, cloud = [cloudInstance()]): FakePorts {
  const ports = fakePorts({ ...books, cloud });
  ports.fakeBackend.schemaTold = { source: 'backend', rows: [schemaRow({ kind: 'column', name: 'id' })] };
  ports.fakeBackend.probes = [
    probe({ name: 'health', path: '/health', clockSkewSeconds: 0 }),
    probe({ name: 'admin clients without a token', path: '/api/admin/clients', status: 401, exposes: 'nothing' }),
  ];
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers: [] };
  return ports;
}

const oldPrimary: Partial<Instance> = { id: OLD_ID, status: 'terminated', isPrimary: true, isActive: false };

/** The incident as HTTP and EC2 tell it. */
function incidentPorts(): FakePorts {
  const books = { agents: [agent({ instanceId: OLD_ID })], instances: [instance(oldPrimary)] };
  const ports = healthyPorts(books, [cloudInstance({ id: OLD_ID }), cloudInstance()]);
  ports.fakeBackend.sweep = null;
  ports.fakeBackend.probes = [
    probe({ name: 'health', path: '/health' }),
    probe({
      name: 'instances-to-terminate',
      path: '/api/agents/x/instances-to-terminate',
      outcome: 'failed',
      status: 500,
      detail: noColumn,
    }),
  ];
  ports.fakeBackend.schemaTold = {
    source: 'backend',
    rows: [
      schemaRow({ kind: 'column', name: 'termination_attempted_at', state: 'missing', actual: null, breaks: ['instances-to-terminate'] }),
    ],
  };
  ports.fakeCloud.prices = [{ instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.0125, since: '2026-11-01T00:00:00.000Z' }];
  return ports;
}

/** A database that holds rows, or fails as told. */
function database(facts: { readonly instances?: readonly Instance[]; readonly fails?: ErrorCode } = {}): FleetDatabase {
  const rows = fleetRows(facts.instances === undefined ? {} : { instances: facts.instances });
  const answer = async <T>(value: T): Promise<T> => {
    if (facts.fails !== undefined) throw new SpotctlError({ code: facts.fails, message: 'no route to the database' });
    return value;
  };
  const schema = schemaDatabase({});
  return { ...schema, schema: async () => answer(await schema.schema()), fleet: async () => answer(rows), close: async () => undefined };
}

test('finds a healthy fleet healthy, from HTTP and EC2 alone', async () => {
  const ports = healthyPorts();

  const { diagnosis } = await diagnose(ports, everything);

  expect(diagnosis.status).toBe('healthy');
  expect(diagnosis.findings).toEqual([]);
  expect(diagnosis.sources).toEqual({
    backend: { status: 'seen', detail: null },
    database: { status: 'not-configured', detail: 'no database is configured' },
    aws: { status: 'seen', detail: null },
  });
  expect(diagnosis.fleet).toEqual({
    instances: 1,
    primaries: 1,
    replicas: 0,
    zombies: 0,
    ghosts: 0,
    unregistered: 0,
    hourlyWasteUsd: 0,
    unpriced: 0,
  });
});

test('tells the incident: the column, the endpoint, the lying health, the ghost with its cost, the unregistered instance', async () => {
  const ports = incidentPorts();

  const { diagnosis } = await diagnose(ports, everything);

  expect(diagnosis.status).toBe('problems');
  expect(diagnosis.findings.map(({ code, subject }) => `${code} ${subject.id}`)).toEqual([
    'SC102 instances.termination_attempted_at',
    'EP203 instances-to-terminate',
    'EP209 health',
    `FL401 ${OLD_ID}`,
    `FL404 ${INSTANCE_ID}`,
    `FL406 ${AGENT_ID}`,
    `FL420 ${OLD_ID}`,
  ]);
  expect(diagnosis.findings.find(({ code }) => code === 'FL401')).toMatchObject({
    hourlyCostUsd: 0.0125,
    remedy: { command: 'spotctl zombies --terminate' },
  });
  expect(diagnosis.findings.find(({ code }) => code === 'FL404')?.remedy.command).toBe(
    `spotctl register-instance ${INSTANCE_ID} --agent web-01`,
  );
  expect(diagnosis.findings.find(({ code }) => code === 'EP203')?.remedy.command).toBe('spotctl schema apply');
  expect(diagnosis.fleet).toMatchObject({ ghosts: 1, unregistered: 1, hourlyWasteUsd: 0.0125 });
});

test('prefers the schema that the database itself shows', async () => {
  const ports = healthyPorts();

  const { diagnosis } = await diagnose({ ...ports, database: async () => database() }, everything);

  const missing = diagnosis.findings.filter(({ code }) => code === 'SC102');
  expect(missing.map(({ evidence }) => `${evidence.backend} ${evidence.database?.slice(0, 7)}`)).toEqual(Array(4).fill('null missing'));
});

test('falls back to the backend’s schema where the database fails, and says that it failed', async () => {
  const ports = healthyPorts();

  const { diagnosis } = await diagnose({ ...ports, database: async () => database({ fails: 'DATABASE_UNREACHABLE' }) }, everything);

  expect(diagnosis.findings.map(({ code }) => code)).toEqual(['SC106']);
  expect(diagnosis.checks.find(({ id }) => id === 'SC102')?.status).toBe('ok');
  expect(diagnosis.checks.find(({ id }) => id === 'FL409')?.status).toBe('unknown');
});

test('calls the schema unknown where the backend has no such endpoint and no database is configured', async () => {
  const ports = healthyPorts();
  ports.fakeBackend.schemaTold = null;

  const { diagnosis } = await diagnose(ports, everything);

  expect(diagnosis.status).toBe('incomplete');
  expect(diagnosis.checks.find(({ id }) => id === 'SC102')).toMatchObject({
    status: 'unknown',
    detail: 'the backend has no schema endpoint: set SPOTCTL_DATABASE_URL',
  });
});

describe('where a source fails, the others are still asked', () => {
  test('a backend that refuses the connection', async () => {
    const ports = healthyPorts();
    ports.fakeBackend.faults.add({ on: 'identify', code: 'BACKEND_REFUSED', message: 'connection refused' });
    ports.fakeBackend.faults.add({ on: 'schema', code: 'BACKEND_REFUSED', message: 'connection refused' });

    const { diagnosis } = await diagnose(ports, { ...everything, regions: ['ap-south-1'] });

    expect(diagnosis.findings.map(({ code }) => code)).toEqual(['EP201']);
    expect(diagnosis.sources.aws.status).toBe('seen');
    expect(diagnosis.checks.find(({ id }) => id === 'FL401')).toMatchObject({ status: 'unknown', detail: 'backend: connection refused' });
  });

  test('a refused token', async () => {
    const ports = healthyPorts();
    ports.fakeBackend.faults.add({ on: 'identify', code: 'TOKEN_REFUSED', message: 'the token is not known' });

    const { diagnosis } = await diagnose(ports, everything);

    expect(diagnosis.findings.map(({ code }) => code)).toEqual(['EP202']);
  });

  test('no AWS credentials', async () => {
    const ports = healthyPorts();
    ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_CREDENTIALS', message: 'no credentials were found' });
    ports.fakeCloud.faults.add({ on: 'account', code: 'AWS_CREDENTIALS', message: 'no credentials were found' });

    const { diagnosis } = await diagnose(ports, everything);

    expect(diagnosis.findings.map(({ code }) => code)).toEqual(['AW301']);
    expect(diagnosis.sources.aws).toEqual({ status: 'unseen', detail: 'ap-south-1: no credentials were found' });
    expect(diagnosis.checks.find(({ id }) => id === 'FL407')?.status).toBe('unknown');
  });

  test('a throttled EC2 is no finding, and leaves the diagnosis incomplete', async () => {
    const ports = healthyPorts();
    ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_THROTTLED', message: 'request limit exceeded' });

    const { diagnosis } = await diagnose(ports, everything);

    expect(diagnosis.findings).toEqual([]);
    expect(diagnosis.status).toBe('incomplete');
  });
});

test('asks the sweep only about zombies whose age nobody tells, and believes its offer', async () => {
  const zombie = instance({ id: OLD_ID, status: 'zombie', isPrimary: false, isActive: false });
  const ports = healthyPorts({ instances: [instance(), zombie] }, [cloudInstance(), cloudInstance({ id: OLD_ID })]);
  ports.fakeBackend.changeRow(OLD_ID, { updatedAt: null });
  ports.fakeBackend.sweep = {
    autoTerminateEnabled: true,
    terminateWaitSeconds: 300,
    offers: [{ instanceId: OLD_ID, reason: 'zombie_timeout', secondsWaiting: 4_000 }],
  };

  const { diagnosis } = await diagnose(ports, everything);

  expect(diagnosis.findings.map(({ code, subject }) => `${code} ${subject.id}`)).toEqual([`FL402 ${OLD_ID}`]);
});

test('cannot tell whether a zombie is late where the sweep is broken and no database is configured', async () => {
  const zombie = instance({ id: OLD_ID, status: 'zombie', isPrimary: false, isActive: false });
  const ports = healthyPorts({ instances: [instance(), zombie] }, [cloudInstance(), cloudInstance({ id: OLD_ID })]);
  ports.fakeBackend.sweep = null;

  const { diagnosis } = await diagnose(ports, everything);

  expect(diagnosis.status).toBe('incomplete');
  expect(diagnosis.checks.find(({ id }) => id === 'FL402')?.status).toBe('unknown');
});

test('calls endpoints for agents whose sweep is on, since the others’ answers hide a missing column', async () => {
  const idle = ['a', 'b', 'c'].map((id) =>
    agent({ id, logicalAgentId: id, autoTerminateEnabled: false, isEnabled: false, instanceId: null }),
  );
  const ports = healthyPorts({ agents: [...idle, agent()] });

  await diagnose(ports, everything);

  expect(ports.fakeBackend.probedAgents).toEqual([AGENT_ID, 'a', 'b']);
});

test('refuses to begin without a backend', async () => {
  const ports = healthyPorts();
  const missing = new SpotctlError({ code: 'SETTINGS_MISSING', message: 'No backend is configured.' });

  const diagnosing = diagnose({ ...ports, backend: async () => Promise.reject(missing) }, everything);

  await expect(diagnosing).rejects.toBe(missing);
});

test('refuses a token that belongs to another client than the configured one', async () => {
  const ports = healthyPorts();

  const diagnosing = diagnose(ports, { ...everything, clientId: 'another' });

  await expect(diagnosing).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
});

test('changes nothing', async () => {
  const ports = incidentPorts();

  await diagnose(ports, everything);

  expect([ports.fakeCloud.calls, ports.fakeBackend.reports, ports.fakeBackend.registrations]).toEqual([[], [], []]);
});
