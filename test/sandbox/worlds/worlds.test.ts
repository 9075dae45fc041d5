import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';

import { createSchema } from '../../../src/backend/store/create-schema.ts';
import { openStore } from '../../../src/backend/store/open-store.ts';
import { isInstanceId } from '../../../src/domain/instance.ts';
import { startEc2Emulator } from '../../../src/sandbox/ec2-emulator/start-ec2-emulator.ts';
import { fleetHost, hostCount, troubles } from '../../../src/sandbox/worlds/fleet-host.ts';
import { makeWorld } from '../../../src/sandbox/worlds/make-world.ts';
import { type World, worldNames } from '../../../src/sandbox/worlds/world.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

/** The world's rows in a database of their own. */
async function filled(world: World): Promise<DatabaseSync> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-world-'));
  const file = join(folder, 'world.sqlite');
  const store = await openStore(file);
  await createSchema(store, { isMigrated: world.isMigrated, rows: world.rows() });
  await store.destroy();
  const database = new DatabaseSync(file);
  onTestFinished(async () => {
    database.close();
    await rm(folder, { recursive: true });
  });
  return database;
}

describe.each(worldNames)('the world %s', (name) => {
  test('holds rows that fit together', async () => {
    const database = await filled(makeWorld(name, { now: NOW, size: 400 }));

    expect(database.prepare('pragma foreign_key_check').all()).toEqual([]);
    const foreign = 'select i.id from instances i join agents a on a.id = i.agent_id where a.client_id <> i.client_id';
    expect(database.prepare(foreign).all()).toEqual([]);
  });

  test('has real ids and real times only', async () => {
    const world = makeWorld(name, { now: NOW, size: 400 });
    const database = await filled(world);

    const ids = database
      .prepare('select id from instances')
      .all()
      .map((row) => String(row['id']));
    const times = database
      .prepare('select created_at, installed_at, updated_at from instances')
      .all()
      .flatMap((row) => Object.values(row));
    const started = world.cloud.instances.map(({ launchedAt }) => launchedAt);
    expect([...ids, ...world.cloud.instances.map(({ id }) => id)].filter((id) => !isInstanceId(id))).toEqual([]);
    expect(times.filter((time) => !/^2026-\d\d-\d\d \d\d:\d\d:\d\d$/.test(String(time)))).toEqual([]);
    expect(started.filter((time) => Date.parse(time) >= NOW.getTime())).toEqual([]);
  });

  test('runs in the emulator', async () => {
    const world = makeWorld(name, { now: NOW, size: 400 });

    const cloud = await startEc2Emulator({ world: world.cloud, clock: { now: () => NOW } });

    onTestFinished(() => cloud.close());
    expect(cloud.instances()).toHaveLength(world.cloud.instances.length);
    expect(new Set(world.cloud.instances.map(({ id }) => id)).size).toBe(world.cloud.instances.length);
  });

  test('knows the price of every machine for as long as it may have been wasted', () => {
    const { instances, spotPrices = [] } = makeWorld(name, { now: NOW, size: 400 }).cloud;

    const unpriced = instances.filter(
      ({ lifecycle, instanceType, az }) =>
        lifecycle === 'spot' &&
        instanceType !== 't3.large' &&
        !spotPrices.some(
          (price) => price.instanceType === instanceType && price.az === az && NOW.getTime() - Date.parse(price.since) > 29 * 86_400_000,
        ),
    );
    expect(unpriced).toEqual([]);
  });
});

describe('the incident', () => {
  test('lacks the migration, books the old instance as an ended primary, and does not know the new one', async () => {
    const world = makeWorld('incident', { now: NOW, size: 0 });
    const database = await filled(world);

    const old = database.prepare('select instance_status, is_primary, is_active, terminated_at from instances where id = ?');
    expect(world.isMigrated).toBe(false);
    expect(old.get('i-029c1999a147722de')).toEqual({
      instance_status: 'terminated',
      is_primary: 1,
      is_active: 0,
      terminated_at: '2026-11-22 10:00:00',
    });
    expect(old.get('i-0f75d6fccfb53a938')).toBeUndefined();
    expect(world.cloud.instances.map(({ id, az, tags }) => [id, az, tags?.['LogicalAgentId']])).toEqual([
      ['i-029c1999a147722de', 'ap-south-1a', 'web-01'],
      ['i-0f75d6fccfb53a938', 'ap-south-1c', 'web-01'],
      ['i-0b0b0b0b0b0b0b0b0', 'ap-south-1a', 'globex-01'],
    ]);
  });
});

describe('the large fleet', () => {
  test.each([100, 1000, 20_000])('of %i has about as many instances in the books', async (size) => {
    const rows = Array.from({ length: hostCount(size) }, (_, position) => fleetHost(position, hostCount(size)));

    const instances = rows.reduce((count, host) => count + 1 + (host.hasReplica ? 1 : 0) + (host.hasPast ? 1 : 0), 0);

    expect(Math.abs(instances - size) / size).toBeLessThan(0.1);
  });

  test('has three of each trouble, all of them the operator’s own', () => {
    const hosts = Array.from({ length: hostCount(1000) }, (_, position) => fleetHost(position, hostCount(1000)));

    const counts = troubles.map((trouble) => hosts.filter((host) => host.trouble === trouble && !host.isForeign).length);

    expect(counts).toEqual(troubles.map(() => 3));
  });

  test('of ten instances is mostly well', () => {
    const hosts = Array.from({ length: hostCount(10) }, (_, position) => fleetHost(position, hostCount(10)));

    expect(hosts.filter(({ trouble }) => trouble !== null).length).toBeLessThan(hosts.length / 2);
  });

  test('is the same on every run', async () => {
    const one = await filled(makeWorld('fleet', { now: NOW, size: 100 }));
    const other = await filled(makeWorld('fleet', { now: NOW, size: 100 }));

    const rows = 'select * from instances order by id';
    expect(one.prepare(rows).all()).toEqual(other.prepare(rows).all());
  });
});
