import { chanceOf, instanceIdOf, uuidOf } from './made-up-ids.ts';
import { DAY } from './moments.ts';

/** What is wrong with a host of the large fleet; most have nothing. */
export const troubles = [
  'ghost',
  'zombie-past-wait',
  'zombie-attempted',
  'zombie-never-swept',
  'unregistered',
  'two-primaries',
  'no-primary',
  'primary-stopped',
  'silent',
  'other-type',
  'terminated-replica-runs',
] as const;
export type Trouble = (typeof troubles)[number];

const COPIES_OF_EACH = 3;
const IDS_PER_HOST = 3;

export const fleetRegions = [
  { name: 'ap-south-1', zones: ['ap-south-1a', 'ap-south-1b', 'ap-south-1c'] },
  { name: 'us-east-1', zones: ['us-east-1a', 'us-east-1b', 'us-east-1d'] },
  { name: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] },
] as const;

export const instanceTypes = [
  { name: 't3.medium', spotUsdPerHour: 0.0134, onDemandUsdPerHour: 0.0448 },
  { name: 'm5.large', spotUsdPerHour: 0.0382, onDemandUsdPerHour: 0.101 },
  { name: 'c5.xlarge', spotUsdPerHour: 0.0671, onDemandUsdPerHour: 0.17 },
] as const;

/** One agent's place in the fleet, with the ids its instances may take. */
export interface FleetHost {
  readonly agentId: string;
  readonly logicalAgentId: string;
  readonly isForeign: boolean;
  readonly region: string;
  readonly az: string;
  readonly type: (typeof instanceTypes)[number];
  readonly primaryId: string;
  readonly secondId: string;
  readonly goneId: string;
  readonly replicaId: string;
  readonly hasReplica: boolean;
  /** True with an instance that was replaced, swept and confirmed. */
  readonly hasPast: boolean;
  readonly launchedSecondsAgo: number;
  readonly trouble: Trouble | null;
}

/** How many hosts make a fleet of about that many instances: every third has a replica, every second a past. */
export function hostCount(size: number): number {
  return Math.max(1, Math.ceil((size * 6) / 11));
}

/** The host at a position, the same on every run. Every tenth belongs to another client, unless trouble is with it. */
export function fleetHost(position: number, hosts: number): FleetHost {
  const region = fleetRegions[position % fleetRegions.length] ?? fleetRegions[0];
  const firstId = position * IDS_PER_HOST;
  const trouble = troubleAt(position, hosts);
  return {
    agentId: uuidOf('agent', position),
    logicalAgentId: `web-${String(position + 1).padStart(5, '0')}`,
    isForeign: trouble === null && position % 10 === 9,
    region: region.name,
    az: region.zones[Math.floor(chanceOf(position) * region.zones.length)] ?? region.zones[0],
    type: instanceTypes[Math.floor(position / 3) % instanceTypes.length] ?? instanceTypes[0],
    primaryId: instanceIdOf(firstId),
    secondId: instanceIdOf(firstId + 1),
    goneId: instanceIdOf(firstId + 2),
    replicaId: uuidOf('replica', position),
    hasReplica: trouble === 'terminated-replica-runs' || (trouble === null && position % 3 === 0),
    hasPast: position % 2 === 0,
    launchedSecondsAgo: 2 * DAY + Math.floor(chanceOf(position + 7) * 20 * DAY),
    trouble,
  };
}

/** Spreads three of each trouble over the fleet; of a small one no more than every fourth host has any. */
function troubleAt(position: number, hosts: number): Trouble | null {
  const places = troubles.length * COPIES_OF_EACH;
  const stride = Math.max(4, Math.floor(hosts / places));
  const place = Math.floor(position / stride);
  const isPlace = position % stride === stride - 1 && place < places;
  return isPlace ? (troubles[place % troubles.length] ?? null) : null;
}
