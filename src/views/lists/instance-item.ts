import { costOf, type PriceBook } from '../../domain/cost.ts';
import type { CloudInstance, CloudState } from '../../domain/cloud-instance.ts';
import type { Instance, InstanceStatus, PurchaseMode, Timestamp } from '../../domain/instance.ts';
import { roundUsd } from '../amounts.ts';
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
  const cost = costOf(instance, { prices: facts.prices, now: facts.now });
  const booked = instance.row === null ? NO_ROW : bookedFacts(instance.row);
  return {
    id: instance.id,
    ...ownership(instance),
    status: booked.status,
    isPrimary: booked.isPrimary,
    isActive: booked.isActive,
    ...machineFacts(instance),
    poolId: booked.poolId,
    spotPrice: booked.spotPrice,
    onDemandPrice: booked.onDemandPrice,
    terminationAttemptedAt: booked.terminationAttemptedAt,
    terminationConfirmed: booked.terminationConfirmed,
    aws: awsItem(instance),
    hourlyCost: roundUsd(cost.usdPerHour),
    wastedSince: cost.wastedSince,
    wastedCost: roundUsd(cost.wastedUsd),
    findings: facts.findings.get(instance.id) ?? [],
  };
}

type BookedFacts = Pick<
  InstanceItem,
  'status' | 'isPrimary' | 'isActive' | 'poolId' | 'spotPrice' | 'onDemandPrice' | 'terminationAttemptedAt' | 'terminationConfirmed'
>;

/** What the books say of an instance without a row. */
export const NO_ROW: BookedFacts = {
  status: null,
  isPrimary: null,
  isActive: null,
  poolId: null,
  spotPrice: null,
  onDemandPrice: null,
  terminationAttemptedAt: null,
  terminationConfirmed: null,
};

function bookedFacts(row: Instance): BookedFacts {
  const { status, isPrimary, isActive, poolId, terminationAttemptedAt, terminationConfirmed } = row;
  const prices = { spotPrice: row.spotPriceUsdPerHour, onDemandPrice: row.onDemandPriceUsdPerHour };
  return { status, isPrimary, isActive, poolId, ...prices, terminationAttemptedAt, terminationConfirmed };
}

function ownership({ row, agent }: FleetInstance): Pick<InstanceItem, 'clientId' | 'agentId' | 'logicalAgentId'> {
  return {
    clientId: row?.clientId ?? agent?.clientId ?? null,
    agentId: row?.agentId ?? agent?.id ?? null,
    logicalAgentId: agent?.logicalAgentId ?? null,
  };
}

/** The row's word first; what it does not know, EC2 may. */
function machineFacts({ row, cloud, region }: FleetInstance): Pick<InstanceItem, 'instanceType' | 'region' | 'az' | 'mode'> {
  const machine = cloud.ok ? cloud.value : null;
  const mode = row === null || row.mode === 'unknown' ? modeOf(machine) : row.mode;
  const known = [row, machine].filter((source) => source !== null);
  const first = (fact: 'instanceType' | 'az'): string | null => known.find((source) => source[fact] !== null)?.[fact] ?? null;
  return { instanceType: first('instanceType'), region, az: first('az'), mode };
}

function modeOf(machine: CloudInstance | null): PurchaseMode | null {
  if (machine === null) return null;
  return machine.lifecycle === 'spot' ? 'spot' : 'ondemand';
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
