import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { Instance, Timestamp } from '../../domain/instance.ts';
import type { Booked } from '../../domain/known-instance.ts';
import type { Replica } from '../../domain/replica.ts';
import type { Seen } from '../../domain/seen.ts';

/** How a source stands to an instance; `foreign`: its book gives the id to another client. */
export type SourceWord = 'present' | 'absent' | 'foreign' | 'unseen' | 'not-configured';

/** One book's own word on an instance, as it is in JSON. `why` is set where the source was not seen. */
export interface BookSource {
  readonly word: SourceWord;
  readonly why: string | null;
  readonly row: RowFacts | null;
  readonly replicas: readonly ReplicaFacts[];
}

export interface CloudSource {
  readonly word: SourceWord;
  readonly why: string | null;
  readonly instance: CloudFacts | null;
}

export interface RowFacts extends Omit<Instance, 'id' | 'spotPriceUsdPerHour' | 'onDemandPriceUsdPerHour'> {
  readonly spotPrice: number | null;
  readonly onDemandPrice: number | null;
}

type ReplicaFacts = Omit<Replica, 'instanceId'>;

export interface CloudFacts extends Omit<CloudInstance, 'id' | 'launchedAt'> {
  readonly launchTime: Timestamp | null;
}

export function bookSource(seen: Seen<Booked>): BookSource {
  if (!seen.ok) return { word: seen.code === 'NOT_CONFIGURED' ? 'not-configured' : 'unseen', why: seen.why, row: null, replicas: [] };
  const { row, replicas } = seen.value;
  return { word: wordOf(seen.value), why: null, row: row === null ? null : rowFacts(row), replicas: replicas.map(replicaFacts) };
}

export function cloudSource(seen: Seen<CloudInstance | null>): CloudSource {
  if (!seen.ok) return { word: 'unseen', why: seen.why, instance: null };
  return { word: seen.value === null ? 'absent' : 'present', why: null, instance: seen.value === null ? null : cloudFacts(seen.value) };
}

function wordOf({ row, replicas, isForeign }: Booked): SourceWord {
  if (isForeign) return 'foreign';
  return row !== null || replicas.length > 0 ? 'present' : 'absent';
}

function rowFacts(row: Instance): RowFacts {
  return {
    status: row.status,
    isPrimary: row.isPrimary,
    isActive: row.isActive,
    clientId: row.clientId,
    agentId: row.agentId,
    instanceType: row.instanceType,
    region: row.region,
    az: row.az,
    imageId: row.imageId,
    mode: row.mode,
    poolId: row.poolId,
    spotPrice: row.spotPriceUsdPerHour,
    onDemandPrice: row.onDemandPriceUsdPerHour,
    installedAt: row.installedAt,
    lastSwitchAt: row.lastSwitchAt,
    updatedAt: row.updatedAt,
    zombieSince: row.zombieSince,
    terminatedAt: row.terminatedAt,
    terminationAttemptedAt: row.terminationAttemptedAt,
    terminationConfirmed: row.terminationConfirmed,
  };
}

function replicaFacts(replica: Replica): ReplicaFacts {
  const { id, agentId, status, isActive, region, terminatedAt, terminationAttemptedAt, terminationConfirmed } = replica;
  return { id, agentId, status, isActive, region, terminatedAt, terminationAttemptedAt, terminationConfirmed };
}

function cloudFacts(machine: CloudInstance): CloudFacts {
  return {
    state: machine.state,
    stateReason: machine.stateReason,
    transitionedAt: machine.transitionedAt,
    instanceType: machine.instanceType,
    region: machine.region,
    az: machine.az,
    lifecycle: machine.lifecycle,
    imageId: machine.imageId,
    spotRequestId: machine.spotRequestId,
    launchTime: machine.launchedAt,
    tags: machine.tags,
    isServiceManaged: machine.isServiceManaged,
    volumes: machine.volumes,
    networkInterfaces: machine.networkInterfaces,
    elasticAddresses: machine.elasticAddresses,
  };
}
