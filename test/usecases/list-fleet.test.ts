import { describe, expect, test } from 'vitest';
import type { Ports } from '../../src/ports/ports.ts';
import { type ListedFleet, type ListInput, listFleet } from '../../src/usecases/list-fleet.ts';
import { AGENT_ID, CLIENT_ID, cloudInstance, fleetRows, instance, INSTANCE_ID } from '../support/builders.ts';
import { type FakePorts, fakePorts } from '../support/fake-ports.ts';
import { schemaDatabase } from './fake-schema-database.ts';

const GHOST = 'i-029c1999a147722de';
const STRANGER = 'i-0bbbbbbbbbbbbbbbb';
const DENIED = { code: 'AWS_CREDENTIALS', message: 'No AWS credentials were found.' } as const;
const DOWN = { code: 'BACKEND_REFUSED', message: 'The backend refused the connection.' } as const;

async function list(ports: Ports, input: Partial<ListInput> = {}): Promise<ListedFleet> {
  return await listFleet(ports, { clientId: null, regions: null, asksCloud: true, asksSweep: false, ...input });
}

/** A primary, a ghost and an instance of the fleet without a row, all running. */
function incident(): FakePorts {
  const old = instance({ id: GHOST, status: 'terminated', isPrimary: false, isActive: false });
  const cloud = [cloudInstance(), cloudInstance({ id: GHOST }), cloudInstance({ id: STRANGER })];
  return fakePorts({ instances: [instance(), old], cloud });
}

describe('a list of the fleet', () => {
  test('holds rows and what EC2 runs without one, each with where it stands and its findings', async () => {
    const { fleet, findings, unseen } = await list(incident());

    expect(fleet.instances.map(({ id, standing }) => [id, standing])).toEqual([
      [INSTANCE_ID, 'primary'],
      [GHOST, 'ghost'],
      [STRANGER, 'unregistered'],
    ]);
    expect(findings.get(GHOST)).toContain('FL401');
    expect(findings.get(STRANGER)).toContain('FL404');
    expect(unseen).toEqual([]);
  });

  test('asks in the regions of the fleet unless others are named', async () => {
    expect([...(await list(incident())).snapshot.regions.keys()]).toEqual(['ap-south-1']);
    expect([...(await list(incident(), { regions: ['eu-west-1'] })).snapshot.regions.keys()]).toEqual(['eu-west-1']);
  });

  test('knows prices of what runs from EC2’s history', async () => {
    const ports = incident();
    ports.fakeCloud.prices = [{ instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.0125, since: '2026-11-01T00:00:00.000Z' }];

    expect((await list(ports)).prices.spot.get('t3.medium ap-south-1a')).toHaveLength(1);
  });

  test('asks EC2 nothing where it shall not, and takes nothing for gone then', async () => {
    const ports = incident();
    ports.fakeCloud.faults.add({ on: 'instances', ...DENIED });

    const { fleet, unseen } = await list(ports, { asksCloud: false });

    expect(unseen).toEqual([]);
    expect(fleet.instances.map(({ cloud }) => cloud.ok)).toEqual([false, false]);
  });
});

describe('the sweep', () => {
  const zombie = instance({ id: GHOST, status: 'zombie', isPrimary: false, isActive: false, zombieSince: null, updatedAt: null });

  test('is asked of the agent of a zombie that nothing else explains', async () => {
    const ports = fakePorts({ instances: [zombie], cloud: [cloudInstance({ id: GHOST })] });
    ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers: [] };

    const { offers } = await list(ports, { asksSweep: true });

    expect([...offers]).toEqual([[AGENT_ID, { ok: true, value: ports.fakeBackend.sweep }]]);
  });

  test('is not asked where a row says why, nor where nobody wants to know', async () => {
    const active = fakePorts({ instances: [{ ...zombie, isActive: true }], cloud: [cloudInstance({ id: GHOST })] });
    const puzzling = fakePorts({ instances: [zombie], cloud: [cloudInstance({ id: GHOST })] });

    expect((await list(active, { asksSweep: true })).offers.size).toBe(0);
    expect((await list(puzzling)).offers.size).toBe(0);
  });
});

describe('a source that cannot be seen', () => {
  test('leaves the rows where it is EC2, with a word on what is unknown', async () => {
    const ports = incident();
    ports.fakeCloud.faults.add({ on: 'instances', ...DENIED });

    const { fleet, unseen } = await list(ports);

    expect(fleet.instances.map(({ id, standing }) => [id, standing])).toEqual([
      [INSTANCE_ID, 'primary'],
      [GHOST, 'terminated'],
    ]);
    expect(unseen).toEqual([
      {
        source: 'EC2 in ap-south-1',
        why: 'No AWS credentials were found.',
        code: 'AWS_CREDENTIALS',
        because: { hint: 'Set AWS_PROFILE, or run `aws configure`.' },
      },
    ]);
  });

  test('leaves everything but prices where it is only EC2’s price history', async () => {
    const ports = incident();
    ports.fakeCloud.faults.add({ on: 'spotPrices', ...DENIED });

    const { fleet, unseen } = await list(ports);

    expect(fleet.instances).toHaveLength(3);
    expect(unseen.map(({ source }) => source)).toEqual(['spot prices in ap-south-1']);
  });

  test('ends the list with its own error where it is the backend and there is no database', async () => {
    const ports = incident();
    ports.fakeBackend.faults.add({ on: 'instances', ...DOWN });

    await expect(list(ports)).rejects.toMatchObject(DOWN);
  });

  test('leaves the database’s rows where it is the backend and the client is configured', async () => {
    const ports = incident();
    ports.fakeBackend.faults.add({ on: 'instances', ...DOWN });
    const database = { ...schemaDatabase({}), fleet: async () => fleetRows() };

    const { fleet, unseen } = await list({ ...ports, database: async () => database }, { clientId: CLIENT_ID });

    expect(fleet.instances.map(({ id }) => id)).toContain(INSTANCE_ID);
    expect(unseen.map(({ source }) => source)).toEqual(['backend']);
  });

  test('is a defect where the code itself is at fault, and never hidden', async () => {
    const defect = Promise.reject(new TypeError('x is not a function'));

    await expect(list({ ...incident(), backend: () => defect })).rejects.toThrow(TypeError);
  });
});
