import { describe, expect, test } from 'vitest';
import type { CloudInstance } from '../../src/domain/cloud-instance.ts';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import type { InstanceQuery } from '../../src/ports/cloud.ts';
import type { FleetDatabase } from '../../src/ports/fleet-database.ts';
import { regionsOf } from '../../src/usecases/gather-cloud.ts';
import { type GatherInput, gatherFleet } from '../../src/usecases/gather-fleet.ts';
import { AGENT_ID, agent, CLIENT_ID, cloudInstance, fleetRows, INSTANCE_ID, instance, NOW, replica } from '../support/builders.ts';
import { FakeCloud } from '../support/fake-cloud.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { schemaDatabase } from './fake-schema-database.ts';

const OTHER_ID = 'i-0aaaaaaaaaaaaaaaa';
const ALL: GatherInput = { clientId: null, regions: null, asksCloud: true, asksAccount: true, verifiesClient: true, asksAttribution: true };

function database(): FleetDatabase {
  return { ...schemaDatabase({}), fleet: async () => fleetRows({ instances: [instance({ id: OTHER_ID })] }), close: async () => undefined };
}

test('asks all sources and keeps what each said', async () => {
  const ports = fakePorts({ cloud: [cloudInstance()] });

  const snapshot = await gatherFleet({ ...ports, database: async () => database() }, ALL);

  expect(snapshot.takenAt).toBe(NOW);
  expect(snapshot.client).toEqual({ ok: true, value: { id: CLIENT_ID, name: 'Acme' } });
  expect(snapshot.backend).toMatchObject({ value: { agents: [{ id: AGENT_ID }], instances: [{ id: INSTANCE_ID }] } });
  expect(snapshot.database).toMatchObject({ value: { instances: [{ id: OTHER_ID }] } });
  expect([...snapshot.regions]).toMatchObject([['ap-south-1', { value: [{ id: INSTANCE_ID }] }]]);
  expect(snapshot.account).toEqual({ ok: true, value: '123456789012' });
});

test('names the agent of each row from the administration’s list, and the other clients’ ids', async () => {
  const ports = fakePorts({ agents: [agent({ instanceId: null })] });
  ports.fakeBackend.foreign = [{ id: OTHER_ID, clientId: 'globex', agentId: null }];

  const { backend } = await gatherFleet(ports, ALL);

  expect(backend).toMatchObject({ value: { instances: [{ agentId: AGENT_ID }], foreignInstanceIds: new Set([OTHER_ID]) } });
});

test('knows that the administration’s list stopped at its limit', async () => {
  const ports = fakePorts();
  const whole = await gatherFleet(ports, ALL);
  ports.fakeBackend.isListCut = true;

  const cut = await gatherFleet(ports, ALL);

  expect([whole, cut].map(({ backend }) => backend.ok && backend.value.attributionLack)).toEqual([
    undefined,
    "The backend's list of all rows stops at 500 without a word.",
  ]);
});

test('asks for the rows of its own regions where the list of all is full, and lacks nothing then', async () => {
  const ports = fakePorts({ agents: [agent({ instanceId: null })] });
  ports.fakeBackend.isWholeListCut = true;

  const { backend } = await gatherFleet(ports, ALL);

  expect(backend).toMatchObject({ value: { instances: [{ agentId: AGENT_ID }] } });
  expect(backend.ok && backend.value.attributionLack).toBeUndefined();
  expect(ports.fakeBackend.faults.counts.get('attributedInstances')).toBe(2);
});

test('where the administration’s list is not to be had, knows an agent only by what it points at', async () => {
  const ports = fakePorts({ instances: [instance(), instance({ id: OTHER_ID })] });
  ports.fakeBackend.faults.add({ on: 'attributedInstances', code: 'TOKEN_REFUSED' });

  const { backend } = await gatherFleet(ports, ALL);

  expect(backend).toMatchObject({
    value: {
      instances: [{ agentId: AGENT_ID }, { agentId: null }],
      foreignInstanceIds: null,
      attributionLack: expect.stringMatching(/^The backend's list of all rows was not to be had: ./),
    },
  });
});

test('finds rows in EC2 that do not carry the fleet’s tags', async () => {
  const untagged = cloudInstance({ tags: {} });
  const stranger = cloudInstance({ id: OTHER_ID, tags: {} });
  const ports = fakePorts({ cloud: [untagged, stranger] });

  const { regions } = await gatherFleet(ports, ALL);

  expect([...regions]).toEqual([['ap-south-1', { ok: true, value: [untagged] }]]);
});

/** An EC2 that remembers which ids it was asked for. */
class AskedCloud extends FakeCloud {
  readonly askedIds: string[] = [];

  override async *instances(region: string, query: InstanceQuery): AsyncGenerator<CloudInstance> {
    if (query.by === 'ids') this.askedIds.push(...query.ids);
    yield* super.instances(region, query);
  }
}

test('asks EC2 by id only for what the tags did not return, once, and never for a placeholder', async () => {
  const ports = fakePorts({
    agents: [agent(), agent({ id: 'b', instanceId: 'replica-7e900000' })],
    instances: [instance(), instance({ id: OTHER_ID })],
    replicas: [replica({ instanceId: OTHER_ID })],
  });
  const cloud = new AskedCloud(ports.clock, [cloudInstance()]);

  await gatherFleet({ ...ports, cloud: async () => cloud }, ALL);

  expect(cloud.askedIds).toEqual([OTHER_ID]);
});

describe('the regions it asks in', () => {
  test('are those of agents and rows, each once and in order', () => {
    const rows = fleetRows({
      agents: [agent({ region: 'us-east-1' }), agent({ region: null })],
      instances: [instance(), instance({ region: '' })],
    });

    expect(regionsOf([rows, rows])).toEqual(['ap-south-1', 'us-east-1']);
  });

  test('include those of live replicas that have no row yet', () => {
    const rows = fleetRows({ agents: [], instances: [], replicas: [replica({ region: 'eu-west-1' })] });

    expect(regionsOf([rows])).toEqual(['eu-west-1']);
  });

  test('are the configured ones where there are any', async () => {
    const ports = fakePorts({ cloud: [cloudInstance({ region: 'eu-west-1' })] });

    const { regions } = await gatherFleet(ports, { ...ALL, regions: ['eu-west-1'] });

    expect([...regions.keys()]).toEqual(['eu-west-1']);
  });

  test('are none where EC2 is not to be asked', async () => {
    const { regions } = await gatherFleet(fakePorts(), { ...ALL, asksCloud: false });

    expect(regions.size).toBe(0);
  });
});

describe('a source that fails', () => {
  test('leaves the others seen', async () => {
    const ports = fakePorts({ cloud: [cloudInstance()] });
    ports.fakeBackend.faults.add({ on: 'agents', code: 'BACKEND_FAILED', message: 'the backend answered 502' });

    const snapshot = await gatherFleet({ ...ports, database: async () => database() }, ALL);

    expect(snapshot.backend).toMatchObject({ ok: false, code: 'BACKEND_FAILED', why: 'the backend answered 502' });
    expect(snapshot.database.ok).toBe(true);
    expect(snapshot.regions.get('ap-south-1')?.ok).toBe(true);
  });

  test('is the region that fails, not EC2', async () => {
    const ports = fakePorts({ agents: [agent(), agent({ id: 'b', region: 'us-east-1', instanceId: null })], cloud: [cloudInstance()] });
    ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_REGION', times: 1 });

    const { regions } = await gatherFleet(ports, ALL);

    expect([...regions.values()].map((seen) => seen.ok)).toEqual([false, true]);
  });

  test('is not the database, where nobody could say whose rows to read', async () => {
    const ports = fakePorts();
    ports.fakeBackend.faults.add({ on: 'identify', code: 'BACKEND_REFUSED' });

    const snapshot = await gatherFleet({ ...ports, database: async () => database() }, ALL);

    expect(snapshot.database).toMatchObject({ ok: false, code: 'CLIENT_UNKNOWN' });
  });

  test('is thrown on where it is a defect of spotctl', async () => {
    const ports = fakePorts();
    const defect = new TypeError('x is not a function');

    const gathering = gatherFleet({ ...ports, cloud: async () => Promise.reject(defect) }, ALL);

    await expect(gathering).rejects.toBe(defect);
  });
});

describe('the client', () => {
  test('is the configured one without a call, where nothing is to be written', async () => {
    const ports = fakePorts();
    ports.fakeBackend.faults.add({ on: 'identify', code: 'BUG' });

    const { client } = await gatherFleet(ports, { ...ALL, clientId: CLIENT_ID, verifiesClient: false });

    expect(client).toMatchObject({ ok: true, value: { id: CLIENT_ID } });
  });

  test('is refused before any write, where the token is another’s', async () => {
    const { client, backend } = await gatherFleet(fakePorts(), { ...ALL, clientId: 'globex' });

    expect(client).toMatchObject({ ok: false, code: 'SETTINGS_INVALID' });
    expect(backend.ok).toBe(false);
  });
});

test('passes an interruption on', async () => {
  const ports = fakePorts();
  const interrupted = new SpotctlError({ code: 'INTERRUPTED', message: 'Interrupted.' });

  const gathering = gatherFleet({ ...ports, backend: async () => Promise.reject(interrupted) }, ALL);

  await expect(gathering).rejects.toBe(interrupted);
});

test('a database that hangs does not keep EC2 from being asked', async () => {
  const ports = fakePorts({ cloud: [cloudInstance()] });
  const asked = Promise.withResolvers<void>();
  const watched = new Proxy(ports.fakeCloud, {
    get: (cloud, name) => {
      if (name === 'instances') asked.resolve();
      const value: unknown = Reflect.get(cloud, name);
      return typeof value === 'function' ? value.bind(cloud) : value;
    },
  });
  const hanging: FleetDatabase = {
    ...database(),
    fleet: async () => {
      await asked.promise;
      throw new SpotctlError({ code: 'DATABASE_UNREACHABLE', message: 'No answer in time.' });
    },
  };

  const snapshot = await gatherFleet({ ...ports, cloud: async () => watched, database: async () => hanging }, ALL);

  expect(snapshot.database).toMatchObject({ ok: false, code: 'DATABASE_UNREACHABLE' });
  expect([...snapshot.regions]).toMatchObject([['ap-south-1', { value: [{ id: INSTANCE_ID }] }]]);
});
