import type { CloudState } from './cloud-instance.ts';
import { claimsPrimary, type InstanceStatus, type PurchaseMode } from './instance.ts';
import { type FleetInstance, isUnwanted, type Standing } from './reconciliation.ts';
import { keepRows, type Rows } from './rows/rows.ts';

/** What a list keeps; every part that is given has to fit. */
export interface InstanceFilter {
  /** The agent's UUID or its logical id. */
  readonly agent?: string | undefined;
  readonly regions?: readonly string[] | undefined;
  readonly status?: InstanceStatus | Extract<Standing, 'ghost' | 'unregistered'> | undefined;
  readonly mode?: Exclude<PurchaseMode, 'unknown'> | undefined;
  /** `absent`: EC2 was asked and returned nothing. */
  readonly cloudState?: CloudState | 'absent' | undefined;
  readonly only?: 'primaries' | 'unwanted' | undefined;
}

export function filterInstances(instances: Rows<FleetInstance>, filter: InstanceFilter): Rows<FleetInstance> {
  if (Object.values(filter).every((part) => part === undefined)) return instances;
  return keepRows(
    instances,
    (instance) => isOfAgent(instance, filter) && isOfStatus(instance, filter) && isInCloud(instance, filter) && isOfGroup(instance, filter),
  );
}

function isOfAgent({ agent, row }: FleetInstance, filter: InstanceFilter): boolean {
  return filter.agent === undefined || [agent?.id, agent?.logicalAgentId, row?.agentId].includes(filter.agent);
}

function isOfStatus(instance: FleetInstance, { status, mode }: InstanceFilter): boolean {
  const hasStatus = status === undefined || instance.row?.status === status || instance.standing === status;
  return hasStatus && (mode === undefined || modeOf(instance) === mode);
}

/** The row's word; where it has none, EC2's. */
function modeOf({ row, cloud }: FleetInstance): PurchaseMode {
  if (row !== null && row.mode !== 'unknown') return row.mode;
  if (!cloud.ok || cloud.value === null) return 'unknown';
  return cloud.value.lifecycle === 'spot' ? 'spot' : 'ondemand';
}

function isInCloud({ region, cloud }: FleetInstance, { regions, cloudState }: InstanceFilter): boolean {
  const isInRegion = regions === undefined || regions.includes(region);
  return isInRegion && (cloudState === undefined || (cloud.ok && (cloud.value?.state ?? 'absent') === cloudState));
}

function isOfGroup(instance: FleetInstance, { only }: InstanceFilter): boolean {
  switch (only) {
    case undefined:
      return true;
    case 'primaries':
      return instance.row !== null && claimsPrimary(instance.row);
    case 'unwanted':
      return isUnwanted(instance);
    default:
      return only satisfies never;
  }
}
