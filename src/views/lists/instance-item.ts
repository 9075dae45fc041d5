import { costOf, type PriceBook } from '../../domain/cost.ts';
import type { CloudState } from '../../domain/cloud-instance.ts';
import type { InstanceStatus, PurchaseMode, Timestamp } from '../../domain/instance.ts';
import type { FleetInstance } from '../../domain/reconciliation.ts';

/** An item of the JSON kind `InstanceList`. A fact no reachable source can tell is `null`. */
export interface InstanceItem {
  readonly id: string;
  readonly clientId: string | null;
  readonly agentId: string | null;
  readonly logicalAgentId: string | null;
  /** `null` for an instance the backend has no row of. */
  readonly status: InstanceStatus | null;
  readonly isPrimary: boolean | null;
  readonly isActive: boolean | null;
  readonly instanceType: string | null;
  readonly region: string;
  readonly az: string | null;
  readonly mode: PurchaseMode | null;
  readonly poolId: string | null;
  readonly spotPrice: number | null;
  readonly onDemandPrice: number | null;
  readonly terminationAttemptedAt: Timestamp | null;
  readonly terminationConfirmed: boolean | null;
  readonly aws: AwsItem | null;
  readonly hourlyCost: number | null;
  readonly wastedSince: Timestamp | null;
  readonly wastedCost: number | null;
  readonly findings: readonly string[];
}

export interface AwsItem {
  /** `absent`: EC2 was asked and returned nothing of that id, which does not prove that it is gone. */
  readonly state: CloudState | 'absent';
  readonly instanceType: string | null;
  readonly az: string | null;
  readonly lifecycle: 'spot' | 'on-demand' | null;
  readonly launchTime: Timestamp | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly spotRequestId: string | null;
  /** `null`: a list does not ask for it, since EC2 answers it for one id at a time. */
  readonly protected: boolean | null;
}

export interface ItemFacts {
  readonly prices: PriceBook;
  readonly now: Timestamp;
  readonly findings: ReadonlyMap<string, readonly string[]>;
}

export function instanceItem(instance: FleetInstance, facts: ItemFacts): InstanceItem {
  const { row, agent } = instance;
  const cloud = instance.cloud.ok ? instance.cloud.value : null;
  const cost = costOf(instance, facts.prices, facts.now);
  return {
    id: instance.id,
    clientId: row?.clientId ?? agent?.clientId ?? null,
    agentId: row?.agentId ?? agent?.id ?? null,
    logicalAgentId: agent?.logicalAgentId ?? null,
    status: row?.status ?? null,
    isPrimary: row?.isPrimary ?? null,
    isActive: row?.isActive ?? null,
    instanceType: row?.instanceType ?? cloud?.instanceType ?? null,
    region: instance.region,
    az: row?.az ?? cloud?.az ?? null,
    mode: row?.mode ?? modeOf(cloud?.lifecycle),
    poolId: row?.poolId ?? null,
    spotPrice: row?.spotPriceUsdPerHour ?? null,
    onDemandPrice: row?.onDemandPriceUsdPerHour ?? null,
    terminationAttemptedAt: row?.terminationAttemptedAt ?? null,
    terminationConfirmed: row?.terminationConfirmed ?? null,
    aws: awsItem(instance),
    hourlyCost: cost.usdPerHour,
    wastedSince: cost.wastedSince,
    wastedCost: cost.wastedUsd,
    findings: facts.findings.get(instance.id) ?? [],
  };
}

function modeOf(lifecycle: 'spot' | 'on-demand' | undefined): PurchaseMode | null {
  if (lifecycle === undefined) return null;
  return lifecycle === 'spot' ? 'spot' : 'ondemand';
}

function awsItem(instance: FleetInstance): AwsItem | null {
  if (!instance.cloud.ok) return null;
  const cloud = instance.cloud.value;
  if (cloud === null)
    return {
      state: 'absent',
      instanceType: null,
      az: null,
      lifecycle: null,
      launchTime: null,
      tags: {},
      spotRequestId: null,
      protected: null,
    };
  const { state, instanceType, az, lifecycle, launchedAt, tags, spotRequestId } = cloud;
  return { state, instanceType, az, lifecycle, launchTime: launchedAt, tags, spotRequestId, protected: null };
}
