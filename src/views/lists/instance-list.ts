import { formatHourly, formatUsd } from '../amounts.ts';
import type { Column, Items, ListView } from '../list.ts';
import type { Style } from '../screen.ts';
import type { InstanceItem } from './instance-item.ts';
import { instanceTotals } from './instance-totals.ts';
import { momentColumn } from './moment-column.ts';

/** `InstanceList` with its columns, for `instances` and `primaries`. */
export function instanceList(items: Items<InstanceItem>, whenEmpty: string): ListView<InstanceItem> {
  return {
    kind: 'InstanceList',
    items,
    columns: instanceColumns,
    id: (item) => item.id,
    whenEmpty,
    totals: instanceTotals,
    driftingFields: ['wastedCost'],
  };
}

export const instanceColumns: readonly Column<InstanceItem>[] = [
  { name: 'id', header: 'INSTANCE', value: (item) => item.id },
  { name: 'agent', header: 'AGENT', value: (item) => item.logicalAgentId, cut: 'characters' },
  {
    name: 'status',
    header: 'BACKEND',
    value: (item) => item.status,
    text: (item) => item.status ?? 'no row',
    style: (item) => statusStyle(item),
  },
  {
    name: 'awsState',
    header: 'AWS',
    value: (item) => item.aws?.state ?? null,
    text: (item) => item.aws?.state ?? 'unknown',
    style: (item) => awsStyle(item),
  },
  {
    name: 'hourlyCost',
    header: '$/HOUR',
    alignsRight: true,
    value: (item) => item.hourlyCost,
    text: (item) => formatHourly(item.hourlyCost),
  },
  {
    name: 'findings',
    header: 'FINDINGS',
    cut: 'words',
    value: (item) => item.findings.join(' '),
    text: (item) => item.findings.join(' ') || '-',
    style: (item) => (item.findings.length > 0 ? 'red' : null),
  },
  { name: 'instanceType', header: 'TYPE', isWide: true, value: (item) => item.instanceType },
  { name: 'region', header: 'REGION', isWide: true, value: (item) => item.region },
  { name: 'az', header: 'ZONE', isWide: true, value: (item) => item.az },
  { name: 'mode', header: 'MODE', isWide: true, value: (item) => item.mode },
  { name: 'isPrimary', header: 'PRIMARY', isWide: true, value: (item) => item.isPrimary },
  { name: 'isActive', header: 'ACTIVE', isWide: true, value: (item) => item.isActive },
  momentColumn({ name: 'launchTime', header: 'AGE', isWide: true, value: (item) => item.aws?.launchTime ?? null }),
  momentColumn({ name: 'wastedSince', header: 'UNWANTED', isWide: true, value: (item) => item.wastedSince }),
  {
    name: 'wastedCost',
    header: 'WASTED',
    isWide: true,
    alignsRight: true,
    value: (item) => item.wastedCost,
    text: (item) => formatUsd(item.wastedCost),
  },
  { name: 'poolId', header: 'POOL', isWide: true, value: (item) => item.poolId },
  {
    name: 'spotPrice',
    header: 'SPOT',
    isWide: true,
    alignsRight: true,
    value: (item) => item.spotPrice,
    text: (item) => formatHourly(item.spotPrice),
  },
  {
    name: 'onDemandPrice',
    header: 'ON-DEMAND',
    isWide: true,
    alignsRight: true,
    value: (item) => item.onDemandPrice,
    text: (item) => formatHourly(item.onDemandPrice),
  },
  momentColumn({ name: 'terminationAttemptedAt', header: 'ATTEMPTED', isWide: true, value: (item) => item.terminationAttemptedAt }),
  { name: 'terminationConfirmed', header: 'CONFIRMED', isWide: true, value: (item) => item.terminationConfirmed },
  { name: 'clientId', header: 'CLIENT', isWide: true, value: (item) => item.clientId },
  { name: 'agentId', header: 'AGENT ID', isWide: true, value: (item) => item.agentId },
];

function statusStyle(item: InstanceItem): Style | null {
  if (item.status === 'running_primary') return 'green';
  return item.status === 'zombie' || item.status === null ? 'yellow' : null;
}

function awsStyle(item: InstanceItem): Style | null {
  const isEnded = item.aws?.state === 'terminated' || item.aws?.state === 'absent';
  return item.aws === null || isEnded ? 'dim' : null;
}
