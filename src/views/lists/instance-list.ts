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
  { name: 'id', header: 'INSTANCE', meaning: 'the EC2 instance id', value: (item) => item.id },
  { name: 'agent', header: 'AGENT', meaning: 'the logical id of its agent', value: (item) => item.logicalAgentId, cut: 'characters' },
  {
    name: 'status',
    header: 'BACKEND',
    meaning: 'the backend’s word; empty: it has no row',
    value: (item) => item.status,
    text: (item) => item.status ?? 'no row',
    style: (item) => statusStyle(item),
  },
  {
    name: 'awsState',
    header: 'AWS',
    meaning: 'EC2’s word; `absent`: asked and not returned; empty: not seen',
    value: (item) => item.aws?.state ?? null,
    text: (item) => item.aws?.state ?? 'unknown',
    style: (item) => awsStyle(item),
  },
  {
    name: 'hourlyCost',
    header: '$/HOUR',
    meaning: 'USD an hour, now',
    alignsRight: true,
    value: (item) => item.hourlyCost,
    text: (item) => formatHourly(item.hourlyCost),
  },
  {
    name: 'findings',
    header: 'FINDINGS',
    meaning: 'codes of what is wrong with it',
    cut: 'words',
    value: (item) => item.findings.join(' '),
    text: (item) => item.findings.join(' ') || '-',
    style: (item) => (item.findings.length > 0 ? 'red' : null),
  },
  { name: 'instanceType', header: 'TYPE', meaning: 'the instance type', isWide: true, value: (item) => item.instanceType },
  { name: 'region', header: 'REGION', meaning: 'the AWS region', isWide: true, value: (item) => item.region },
  { name: 'az', header: 'ZONE', meaning: 'the availability zone', isWide: true, value: (item) => item.az },
  { name: 'mode', header: 'MODE', meaning: '`spot` or `ondemand`', isWide: true, value: (item) => item.mode },
  { name: 'isPrimary', header: 'PRIMARY', meaning: 'the row’s flag', isWide: true, value: (item) => item.isPrimary },
  { name: 'isActive', header: 'ACTIVE', meaning: 'the row’s flag', isWide: true, value: (item) => item.isActive },
  momentColumn({
    name: 'launchTime',
    header: 'AGE',
    meaning: 'when EC2 launched it',
    isWide: true,
    value: (item) => item.aws?.launchTime ?? null,
  }),
  momentColumn({
    name: 'wastedSince',
    header: 'UNWANTED',
    meaning: 'since when nobody wants it while EC2 bills it',
    isWide: true,
    value: (item) => item.wastedSince,
  }),
  {
    name: 'wastedCost',
    header: 'WASTED',
    meaning: 'USD since then, by the price of each hour',
    isWide: true,
    alignsRight: true,
    value: (item) => item.wastedCost,
    text: (item) => formatUsd(item.wastedCost),
  },
  { name: 'poolId', header: 'POOL', meaning: 'the backend’s spot pool', isWide: true, value: (item) => item.poolId },
  {
    name: 'spotPrice',
    header: 'SPOT',
    meaning: 'USD an hour, as the backend has it',
    isWide: true,
    alignsRight: true,
    value: (item) => item.spotPrice,
    text: (item) => formatHourly(item.spotPrice),
  },
  {
    name: 'onDemandPrice',
    header: 'ON-DEMAND',
    meaning: 'USD an hour, as the backend has it',
    isWide: true,
    alignsRight: true,
    value: (item) => item.onDemandPrice,
    text: (item) => formatHourly(item.onDemandPrice),
  },
  momentColumn({
    name: 'terminationAttemptedAt',
    header: 'ATTEMPTED',
    meaning: 'when a termination was last tried',
    isWide: true,
    value: (item) => item.terminationAttemptedAt,
  }),
  {
    name: 'terminationConfirmed',
    header: 'CONFIRMED',
    meaning: 'whether its end was reported',
    isWide: true,
    value: (item) => item.terminationConfirmed,
  },
  { name: 'clientId', header: 'CLIENT', meaning: 'the client it belongs to', isWide: true, value: (item) => item.clientId },
  { name: 'agentId', header: 'AGENT ID', meaning: 'the UUID of its agent', isWide: true, value: (item) => item.agentId },
];

function statusStyle(item: InstanceItem): Style | null {
  if (item.status === 'running_primary') return 'green';
  return item.status === 'zombie' || item.status === null ? 'yellow' : null;
}

function awsStyle(item: InstanceItem): Style | null {
  const isEnded = item.aws?.state === 'terminated' || item.aws?.state === 'absent';
  return item.aws === null || isEnded ? 'dim' : null;
}
