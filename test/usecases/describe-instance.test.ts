import { describe, expect, test } from 'vitest';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { type DescribedInstance, type DescribeInput, describeInstance } from '../../src/usecases/describe-instance.ts';
import { agent, AGENT_ID, CLIENT_ID, cloudInstance, fleetRows, instance, INSTANCE_ID, replica } from '../support/builders.ts';
import { type FakePorts, fakePorts } from '../support/fake-ports.ts';
import { schemaDatabase } from './fake-schema-database.ts';

const STRANGER = 'i-0bbbbbbbbbbbbbbbb';
const DENIED = { code: 'AWS_CREDENTIALS', message: 'No AWS credentials were found.' } as const;
const DOWN = { code: 'BACKEND_REFUSED', message: 'The backend refused the connection.' } as const;

async function describeOne(ports: Ports, input: Partial<DescribeInput> = {}): Promise<DescribedInstance> {
  return await describeInstance(ports, { id: INSTANCE_ID, clientId: null, regions: null, fallbackRegion: null, ...input });
}

function sourcesOf(described: DescribedInstance): readonly string[] {
  return described.unseen.map(({ source }) => source);
}

describe('an instance that everyone knows', () => {
  test('is told from every source, with its findings, prices and past', async () => {
    const ports = fakePorts({ cloud: [cloudInstance()] });
    ports.fakeCloud.prices = [{ instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.0125, since: '2026-11-01T00:00:00.000Z' }];
    const database = {
      ...schemaDatabase({}),
      fleet: async () => fleetRows({ instances: [instance({ installedAt: '2026-11-22T12:01:00.000Z' })] }),
    };

    const told = await describeOne({ ...ports, database: async () => database });

    expect(told).toMatchObject({
      id: INSTANCE_ID,
      instance: { standing: 'primary', region: 'ap-south-1', agent: { id: AGENT_ID } },
      backend: { ok: true, value: { row: { id: INSTANCE_ID }, replicas: [], isForeign: false } },
      database: { ok: true, value: { row: { id: INSTANCE_ID } } },
      cloud: { ok: true, value: { state: 'running' } },
      isProtected: false,
      unseen: [],
    });
    expect(told.prices.spot.size).toBe(1);
    expect(told.timeline.map(({ text }) => text)).toEqual(['launched', 'installed']);
  });

  test('has the backend’s own events of its agent in its past, and says where they could not be read', async () => {
    const asked: object[] = [];
    const database = {
      ...schemaDatabase({}),
      fleet: async () => fleetRows({ instances: [instance()] }),
      events: async (of: object) => {
        asked.push(of);
        return [{ at: '2026-11-22T12:05:00.000Z', type: 'instance_registered', message: 'Instance registered' }];
      },
    };
    const failing = {
      ...database,
      events: async () => await Promise.reject(new SpotctlError({ code: 'DATABASE_DENIED', message: 'No.' })),
    };
    const ports = fakePorts({ cloud: [cloudInstance()] });

    const told = await describeOne({ ...ports, database: async () => database });
    const blind = await describeOne({ ...ports, database: async () => failing });

    expect(told.timeline.map(({ text }) => text)).toContain('instance_registered: Instance registered');
    expect(asked).toEqual([{ agentId: AGENT_ID, instanceId: INSTANCE_ID }]);
    expect(blind.unseen).toMatchObject([{ source: 'backend events', code: 'DATABASE_DENIED' }]);
  });

  test('is asked for its protection where it is on-demand: EC2 protects no spot instance', async () => {
    const ports = fakePorts({ cloud: [cloudInstance({ lifecycle: 'on-demand' })] });
    ports.fakeCloud.protectedIds.add(INSTANCE_ID);

    expect((await describeOne(ports)).isProtected).toBe(true);
  });

  test('is not asked for its protection where it is a spot instance', async () => {
    const ports = fakePorts({ cloud: [cloudInstance()] });
    ports.fakeCloud.faults.add({ on: 'protection', ...DENIED });

    expect(await describeOne(ports)).toMatchObject({ isProtected: false, unseen: [] });
  });

  test('carries the findings of the catalogue', async () => {
    const ghost = instance({ status: 'terminated', isPrimary: false, isActive: false });

    const told = await describeOne(fakePorts({ instances: [ghost], agents: [agent({ instanceId: null })], cloud: [cloudInstance()] }));

    expect(told.findings.get(INSTANCE_ID)).toContain('FL401');
  });
});

describe('an instance that only EC2 knows', () => {
  test('is found without any tag, in any region of the fleet', async () => {
    const cloud = [cloudInstance(), cloudInstance({ id: STRANGER, region: 'eu-west-1', tags: {} })];
    const elsewhere = agent({ id: 'a-2', logicalAgentId: 'web-02', region: 'eu-west-1', instanceId: null });

    const told = await describeOne(fakePorts({ agents: [agent(), elsewhere], cloud }), { id: STRANGER });

    expect(told).toMatchObject({
      instance: { standing: 'unknown', region: 'eu-west-1', row: null, agent: null },
      backend: { ok: true, value: { row: null, isForeign: false } },
      unseen: [],
    });
  });

  test('is found though its row names another region', async () => {
    const cloud = [cloudInstance({ region: 'eu-west-1' })];

    const told = await describeOne(fakePorts({ agents: [agent(), agent({ id: 'a-2', region: 'eu-west-1', instanceId: null })], cloud }));

    expect(told.cloud).toMatchObject({ ok: true, value: { region: 'eu-west-1' } });
  });

  test('is searched for in the fallback region where no source names one', async () => {
    const ports = fakePorts({ agents: [], instances: [], cloud: [cloudInstance({ id: STRANGER })] });

    expect((await describeOne(ports, { id: STRANGER, fallbackRegion: 'ap-south-1' })).instance?.region).toBe('ap-south-1');
  });

  test('is told to be another client’s where the backend gives it to one', async () => {
    const ports = fakePorts({ cloud: [cloudInstance(), cloudInstance({ id: STRANGER })] });
    ports.fakeBackend.foreign = [{ id: STRANGER, clientId: 'globex', agentId: null }];

    expect((await describeOne(ports, { id: STRANGER })).backend).toMatchObject({ value: { row: null, isForeign: true } });
  });
});

test('an instance that only the book of replicas knows is told from there', async () => {
  const known = replica({ instanceId: STRANGER, region: null });

  const told = await describeOne(fakePorts({ replicas: [known], cloud: [cloudInstance()] }), { id: STRANGER });

  expect(told).toMatchObject({ instance: null, backend: { value: { replicas: [known] } }, cloud: { ok: true, value: null } });
});

describe('an id that nobody knows', () => {
  test.each(['i-123', 'I-0f75d6fccfb53a938', 'replica-7e900000', '', 'i-0f75d6fccfb53a938 '])(
    'is refused unasked where it is none: %j',
    async (id) => {
      const unreachable = fakePorts();
      unreachable.fakeBackend.faults.add({ on: 'identify', ...DOWN });

      await expect(describeOne(unreachable, { id })).rejects.toMatchObject({ code: 'INSTANCE_ID_MALFORMED' });
    },
  );

  test('is unknown once every source was seen, and the error says where it was looked for', async () => {
    await expect(describeOne(fakePorts({ cloud: [cloudInstance()] }), { id: STRANGER })).rejects.toMatchObject({
      code: 'INSTANCE_UNKNOWN',
      message: `Neither the backend nor EC2 in ap-south-1 knows ${STRANGER}.`,
    });
  });

  test.each([['EC2', 'instances', 'EC2 in ap-south-1']])('may be known to a source that was not seen: %s', async (...[, on, source]) => {
    const ports = fakePorts();
    ports.fakeCloud.faults.add({ on, ...DENIED });

    const told = await describeOne(ports, { id: STRANGER });

    expect([told.instance, sourcesOf(told)]).toEqual([null, [source]]);
  });

  test('may be known to EC2 where no region is known to ask in', async () => {
    const told = await describeOne(fakePorts({ agents: [], instances: [] }), { id: STRANGER });

    expect(told.unseen).toEqual([{ source: 'EC2', why: 'No region is known to ask in.', code: 'NOT_ASKED' }]);
  });

  test('ends with the backend’s own error where no book could be read', async () => {
    const ports = fakePorts();
    ports.fakeBackend.faults.add({ on: 'instances', ...DOWN });

    await expect(describeOne(ports, { clientId: CLIENT_ID, regions: ['ap-south-1'], id: STRANGER })).rejects.toMatchObject(DOWN);
  });
});

describe('a source that fails', () => {
  const failing: readonly (readonly [string, (ports: FakePorts) => void, string])[] = [
    ['the backend', ({ fakeBackend }) => fakeBackend.faults.add({ on: 'agents', ...DOWN }), 'backend'],
    [
      'the switch history',
      ({ fakeBackend }) =>
        Object.assign(fakeBackend, { switches: () => fakeBackend.faults.strike('switches', () => []) }) &&
        fakeBackend.faults.add({ on: 'switches', ...DOWN }),
      'switch history',
    ],
    ['the protection', ({ fakeCloud }) => fakeCloud.faults.add({ on: 'protection', ...DENIED }), 'protection'],
  ];

  test.each(failing)('leaves the rest, and is named: %s', async (...[, fail, source]) => {
    const ports = fakePorts({ cloud: [cloudInstance({ lifecycle: 'on-demand' })] });
    fail(ports);

    const told = await describeOne(ports, { regions: ['ap-south-1'] });

    expect(told.cloud).toMatchObject({ ok: true, value: { state: 'running' } });
    expect(sourcesOf(told)).toEqual([source]);
  });

  test('leaves prices unknown, and is named, where it is EC2’s price history', async () => {
    const ports = fakePorts({ cloud: [cloudInstance()] });
    ports.fakeCloud.faults.add({ on: 'spotPrices', ...DENIED });

    expect(sourcesOf(await describeOne(ports))).toEqual(['spot prices in ap-south-1']);
  });
});
