import * as fc from 'fast-check';
import type { CloudState } from '../../../src/domain/cloud-instance.ts';
import type { InstanceStatus } from '../../../src/domain/instance.ts';
import { agent, CLIENT_ID, cloudInstance, instance, NOW, replica } from '../../support/builders.ts';
import { ago, HEALTHY_DAY, healthyWorld, OTHER_PRIMARY_ID, type World } from './world.ts';

const REGIONS = ['ap-south-1', 'us-east-1'] as const;
const tagged = (logicalAgentId: string) => ({ ManagedBy: 'SpotOptimizer', LogicalAgentId: logicalAgentId });

/** An id made of a number, as EC2 writes ids. */
function idOf(number: number): string {
  return `i-0${number.toString(16).padStart(16, '0')}`;
}

/** Healthy fleets: several agents and regions, each agent with its primary, replicas, fresh zombies and rows that ended long ago. */
export const healthyWorlds: fc.Arbitrary<World> = fc
  .array(
    fc.record({
      region: fc.constantFrom(...REGIONS),
      replicas: fc.nat({ max: 2 }),
      freshZombies: fc.nat({ max: 1 }),
      longGone: fc.nat({ max: 3 }),
      isLaunching: fc.boolean(),
      mode: fc.constantFrom('spot', 'ondemand'),
      isStillListed: fc.boolean(),
    }),
    { maxLength: 5 },
  )
  .map((shapes) => joined(shapes.map(healthyAgent)));

function many<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_each, number) => make(number));
}

type Part = Pick<World, 'agents' | 'instances' | 'replicas' | 'clouds'>;

interface Shape {
  readonly region: string;
  readonly replicas: number;
  readonly freshZombies: number;
  readonly longGone: number;
  readonly isLaunching: boolean;
  readonly mode: 'spot' | 'ondemand';
  readonly isStillListed: boolean;
}

function healthyAgent(shape: Shape, position: number): Part {
  const { region } = shape;
  const logicalAgentId = `agent-${position}`;
  const agentId = `${position}0000000-0000-4000-8000-000000000000`;
  const id = (number: number): string => idOf(position * 100 + number);
  const place = { agentId, region, az: `${region}a`, mode: shape.mode } as const;
  const cloud = {
    region,
    az: `${region}a`,
    lifecycle: shape.mode === 'spot' ? 'spot' : 'on-demand',
    tags: tagged(logicalAgentId),
  } as const;
  const ended = {
    status: 'terminated',
    isPrimary: false,
    isActive: false,
    terminatedAt: HEALTHY_DAY,
    terminationAttemptedAt: HEALTHY_DAY,
    terminationConfirmed: true,
  } as const;
  return {
    agents: [agent({ id: agentId, logicalAgentId, instanceId: id(0), region, az: `${region}a`, lastHeartbeatAt: ago(1) })],
    instances: [
      instance({ id: id(0), ...place }),
      ...many(shape.replicas, (number) => instance({ id: id(10 + number), ...place, status: 'running_replica', isPrimary: false })),
      ...many(shape.freshZombies, (number) =>
        instance({ id: id(20 + number), ...place, status: 'zombie', isPrimary: false, isActive: false, zombieSince: ago(3) }),
      ),
      ...many(shape.longGone, (number) => instance({ id: id(30 + number), ...place, ...ended })),
    ],
    replicas: [
      ...many(shape.replicas, (number) => replica({ id: `r-${position}-${number}`, agentId, instanceId: id(10 + number), region })),
      ...(shape.isLaunching
        ? [replica({ id: `r-${position}-new`, agentId, instanceId: 'replica-7e900000', status: 'launching', region })]
        : []),
    ],
    clouds: [
      cloudInstance({ id: id(0), ...cloud }),
      ...many(shape.replicas, (number) => cloudInstance({ id: id(10 + number), ...cloud })),
      ...many(shape.freshZombies, (number) => cloudInstance({ id: id(20 + number), ...cloud })),
      ...(shape.isStillListed
        ? many(shape.longGone, (number) => cloudInstance({ id: id(30 + number), ...cloud, state: 'terminated' }))
        : []),
      ...(shape.isLaunching ? [cloudInstance({ id: id(40), ...cloud, state: 'pending', launchedAt: ago(1) })] : []),
    ],
  };
}

function joined(parts: readonly Part[]): World {
  return {
    ...healthyWorld(),
    agents: parts.flatMap(({ agents }) => agents),
    instances: parts.flatMap(({ instances }) => instances),
    replicas: parts.flatMap(({ replicas }) => replicas),
    clouds: parts.flatMap(({ clouds }) => clouds),
  };
}

const ids = fc.constantFrom(...[1, 2, 3, 4, 5].map(idOf), OTHER_PRIMARY_ID, 'replica-7e900000');
const agentIds = ['a', 'b'] as const;
const moments = fc.option(fc.constantFrom(ago(1), ago(20), ago(600), NOW, HEALTHY_DAY));
const flags = fc.option(fc.boolean());

/** Fleets in which anything may contradict anything. */
export const strangeWorlds: fc.Arbitrary<World> = fc
  .record({
    agents: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom(...agentIds),
        status: fc.constantFrom('online', 'offline', 'deleted'),
        isEnabled: flags,
        instanceId: fc.option(ids),
        region: fc.constantFrom(...REGIONS),
        lastHeartbeatAt: moments,
        autoTerminateEnabled: flags,
        terminateWaitSeconds: fc.option(fc.constantFrom(-300, 0, 300)),
      }),
      { selector: ({ id }) => id },
    ),
    instances: fc.uniqueArray(
      fc.record({
        id: ids,
        agentId: fc.option(fc.constantFrom(...agentIds, 'unknown')),
        clientId: fc.constant(CLIENT_ID),
        status: fc.constantFrom<InstanceStatus>('running_primary', 'running_replica', 'zombie', 'terminated', 'unknown'),
        isPrimary: flags,
        isActive: flags,
        region: fc.constantFrom(...REGIONS),
        zombieSince: moments,
        updatedAt: moments,
        terminatedAt: moments,
        terminationAttemptedAt: moments,
        terminationConfirmed: flags,
        installedAt: moments,
        strangeValues: fc.constantFrom([], ['is_primary=2']),
      }),
      { selector: ({ id }) => id },
    ),
    replicas: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('r1', 'r2'),
        instanceId: ids,
        status: fc.constantFrom('launching', 'ready', 'promoted', 'terminated'),
        isActive: flags,
      }),
      { selector: ({ id }) => id },
    ),
    clouds: fc.uniqueArray(
      fc.record({
        id: ids.filter((id) => id.startsWith('i-')),
        region: fc.constantFrom(...REGIONS),
        state: fc.constantFrom<CloudState>('pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped', 'unknown'),
        launchedAt: moments,
        tags: fc.constantFrom(tagged('agent-a'), tagged('agent-b'), tagged('theirs'), {}),
      }),
      { selector: ({ id }) => id },
    ),
    foreignIds: fc.uniqueArray(ids),
  })
  .map((facts) => ({
    ...healthyWorld(),
    agents: facts.agents.map((row) => agent({ ...row, logicalAgentId: `agent-${row.id}` })),
    // Only the database tells that a zombie's end was confirmed, and then it is a ghost: one trouble under two codes.
    instances: facts.instances.map((row) => instance(row.status === 'zombie' ? { ...row, terminationConfirmed: null } : row)),
    replicas: facts.replicas.map((row) => replica(row)),
    clouds: facts.clouds.map((row) => cloudInstance(row)),
    foreignIds: facts.foreignIds.filter((id) => !facts.instances.some((row) => row.id === id)),
  }));
