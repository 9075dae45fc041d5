import { describe, expect, test } from 'vitest';
import type { Instance } from '../../src/domain/instance.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { WorldInstance } from '../../src/sandbox/ec2-emulator/cloud-world.ts';
import { describeInstance } from '../../src/usecases/describe-instance.ts';
import { diagnose } from '../../src/usecases/diagnose.ts';
import { listFleet } from '../../src/usecases/list-fleet.ts';
import { cloudAt } from '../gateways/ec2/cloud-under-test.ts';
import { emulator } from '../sandbox/ec2-emulator/emulator-client.ts';
import { ACCOUNT, worldInstance } from '../sandbox/ec2-emulator/world.ts';
import { agent, instance } from '../support/builders.ts';
import { FakeBackend } from '../support/fake-backend.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { terminateAll, zombieWorld } from '../support/terminate.ts';

interface FleetSize {
  readonly regions: number;
  /** In each region. */
  readonly tagged?: number;
  readonly untagged?: number;
  readonly zombies?: number;
}

type Calls = Readonly<Record<string, number>>;

const BOOKS: Calls = { identify: 1, agents: 1, instances: 1, replicas: 1, attributedInstances: 1 };
const LIST = { clientId: null, regions: null, asksCloud: true, asksSweep: false };
const EVERYTHING = { clientId: null, regions: null, backendUrl: 'https://backend.test', logs: null };

/** The backend's row and EC2's word of one instance. */
function madeUp(facts: { readonly number: number; readonly region: string; readonly kind: 'tagged' | 'untagged' | 'zombies' }) {
  const { number, region, kind } = facts;
  const id = `i-${number.toString(16).padStart(17, '0')}`;
  const az = `${region}a`;
  const isZombie = kind === 'zombies';
  const row: Partial<Instance> = isZombie
    ? { status: 'zombie', isPrimary: false, isActive: false }
    : { status: 'running_replica', isPrimary: false };
  const tags: Readonly<Record<string, string>> = kind === 'untagged' ? {} : { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01' };
  return { row: instance({ id, region, az, ...row }), cloud: worldInstance({ id, region, az, tags, lifecycle: 'spot' }) };
}

/** A fleet of that size, and what is asked of each side from now on. */
async function countedFleet(size: FleetSize) {
  const rows: Instance[] = [];
  const machines: WorldInstance[] = [];
  const regions = Array.from({ length: size.regions }, (_, number) => `eu-test-${number + 1}`);
  for (const region of regions) {
    for (const kind of ['tagged', 'untagged', 'zombies'] as const) {
      for (let count = size[kind] ?? 0; count > 0; count -= 1) {
        const { row, cloud } = madeUp({ number: rows.length, region, kind });
        rows.push(row);
        machines.push(cloud);
      }
    }
  }
  const world = { accountId: ACCOUNT, regions: regions.map((name) => ({ name, zones: [`${name}a`] })), instances: machines };
  const started = await emulator({ world });
  const asked: string[] = [];
  const backend = counting(new FakeBackend({ agents: [agent({ region: regions[0] ?? null, instanceId: null })], instances: rows }), asked);
  const cloud = cloudAt(started.url);
  const ports: Ports = { ...fakePorts(), backend: async () => backend, cloud: async () => cloud };
  return { ports, backendCalls: () => countOf(asked), ec2Calls: () => countOf(started.calls().map(({ action }) => action)) };
}

function counting<Target extends object>(target: Target, asked: string[]): Target {
  return new Proxy(target, {
    get: (from, name) => {
      const value: unknown = Reflect.get(from, name);
      if (typeof value !== 'function') return value;
      return (...words: unknown[]): unknown => {
        asked.push(String(name));
        return Reflect.apply(value, from, words);
      };
    },
  });
}

function countOf(names: readonly string[]): Calls {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}

describe('the calls of a list', () => {
  test.each([
    { size: { regions: 1, tagged: 1 }, describes: 1, prices: 1 },
    { size: { regions: 3, tagged: 2 }, describes: 3, prices: 3 },
    { size: { regions: 1, tagged: 1001 }, describes: 2, prices: 1 },
    { size: { regions: 2, tagged: 1, untagged: 101 }, describes: 2 * (1 + 2), prices: 2 },
  ])('are, for $size, $describes to describe and $prices for prices', async ({ size, describes, prices }) => {
    const { ports, backendCalls, ec2Calls } = await countedFleet(size);

    await listFleet(ports, LIST);

    expect(backendCalls()).toEqual(BOOKS);
    expect(ec2Calls()).toEqual({ DescribeInstances: describes, DescribeSpotPriceHistory: prices });
  });

  test('are none to EC2 with --no-aws', async () => {
    const { ports, backendCalls, ec2Calls } = await countedFleet({ regions: 2, tagged: 3 });

    await listFleet(ports, { ...LIST, asksCloud: false });

    expect([backendCalls(), ec2Calls()]).toEqual([BOOKS, {}]);
  });

  test('do without the question for the client where it is configured', async () => {
    const { ports, backendCalls } = await countedFleet({ regions: 1, tagged: 1 });

    await listFleet(ports, { ...LIST, clientId: 'c11e0000-0000-4000-8000-00000000000a' });

    expect(backendCalls()['identify']).toBeUndefined();
  });
});

describe('the calls of doctor', () => {
  test.each([
    { regions: 1, tagged: 1 },
    { regions: 2, tagged: 60, zombies: 60 },
  ])('are as many as its table says, or fewer: %j', async (size) => {
    const { ports, backendCalls, ec2Calls } = await countedFleet(size);
    const unwanted = (size.zombies ?? 0) * size.regions;

    await diagnose(ports, EVERYTHING);

    const { offers = 0, ...once } = backendCalls();
    expect(offers).toBeLessThanOrEqual(Math.min(20, 1 + size.regions));
    expect(once).toEqual({ ...BOOKS, schema: 1, probe: 1 });
    expect(ec2Calls()).toMatchObject({ DescribeInstances: size.regions, GetCallerIdentity: 1, TerminateInstances: size.regions });
    expect(ec2Calls()['DescribeSpotPriceHistory'] ?? 0).toBeLessThanOrEqual(size.regions);
    expect(ec2Calls()['DescribeSpotInstanceRequests'] ?? 0).toBeLessThanOrEqual(size.regions * Math.ceil((size.zombies ?? 0) / 100));
    expect(ec2Calls()['DescribeInstanceAttribute'] ?? 0).toBeLessThanOrEqual(2 * Math.min(20, unwanted));
  });
});

describe('the calls of an instance’s page', () => {
  test('are those of a list, and a few for the one', async () => {
    const { ports, backendCalls, ec2Calls } = await countedFleet({ regions: 2, tagged: 30, zombies: 3 });

    await describeInstance(ports, {
      id: madeUp({ number: 0, region: '', kind: 'tagged' }).row.id,
      clientId: null,
      regions: null,
      fallbackRegion: null,
    });

    expect(backendCalls()).toEqual({ ...BOOKS, switches: 1 });
    expect(ec2Calls()).toEqual({ DescribeInstances: 2, DescribeSpotPriceHistory: 1 });
  });
});

describe('the calls of a termination', () => {
  test.each([1, 10, 11, 40])('grow with batches of ten, and by one report each: %i', async (count) => {
    const ids = Array.from({ length: count }, (_, number) => `i-${number.toString(16).padStart(17, 'a')}`);
    const ports = zombieWorld(Object.fromEntries(ids.map((id) => [id, {}])));
    const batches = Math.ceil(count / 10);

    await terminateAll(ports);

    const backend = ports.fakeBackend.faults.counts;
    const cloud = ports.fakeCloud.faults.counts;
    expect([cloud.get('terminate'), backend.get('reportTermination')]).toEqual([batches, count]);
    expect(backend.get('instances')).toBeLessThanOrEqual(1 + batches);
    expect(cloud.get('instances')).toBeLessThanOrEqual(6 + batches);
    expect(cloud.get('account')).toBeLessThanOrEqual(1 + batches);
  });
});
