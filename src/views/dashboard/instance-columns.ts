import { isBilled } from '../../domain/cost.ts';
import { isUnwanted } from '../../domain/reconciliation.ts';
import { type SweepProspect, sweepProspect } from '../../domain/watch/sweep-prospect.ts';
import { formatAge, formatDuration, formatHourly, formatUsd } from '../amounts.ts';
import type { Screen, Style } from '../screen.ts';
import type { InstanceRow } from './instance-rows.ts';
import type { DashboardColumn } from './table-lines.ts';

/** Both words on each instance side by side, what it costs, and when the sweep takes it. */
export const instanceColumns: readonly DashboardColumn<InstanceRow>[] = [
  { name: 'id', header: 'INSTANCE', width: 19, value: (row) => row.id, text: (row) => row.id },
  { name: 'agent', header: 'AGENT', width: 11, value: (row) => row.logicalAgentId, text: (row) => row.logicalAgentId ?? '-' },
  {
    name: 'backend',
    header: 'BACKEND',
    width: 10,
    value: (row) => row.status,
    text: (row) => row.status?.replace('running_', '') ?? 'no row',
    style: standingStyle,
  },
  {
    name: 'aws',
    header: 'AWS',
    width: 13,
    value: (row) => row.aws?.state ?? null,
    text: (row) => row.aws?.state ?? 'unknown',
    style: (row) => (row.aws === null ? 'dim' : row.aws.state === 'shutting-down' ? 'cyan' : null),
  },
  {
    name: 'sweep',
    header: 'SWEEP',
    width: 11,
    value: (row) => sweepMoment(sweepProspect(row.instance)),
    text: (row, screen) => prospectText(sweepProspect(row.instance), screen),
    style: (row) => (isUnwanted(row) ? 'yellow' : null),
  },
  {
    name: 'wasted',
    header: 'WASTED',
    width: 8,
    alignsRight: true,
    value: (row) => row.wastedCost,
    text: (row, screen) => formatUsd(wastedNow(row, screen)),
  },
  {
    name: 'cost',
    header: '$/HOUR',
    width: 8,
    alignsRight: true,
    fromColumns: 100,
    value: (row) => row.hourlyCost,
    text: (row) => formatHourly(row.hourlyCost),
  },
  {
    name: 'findings',
    header: 'FINDINGS',
    width: 17,
    fromColumns: 110,
    value: (row) => row.findings.join(' '),
    text: (row) => row.findings.join(' ') || '-',
    style: (row) => (row.findings.length > 0 ? 'red' : null),
  },
  { name: 'type', header: 'TYPE', width: 12, fromColumns: 125, value: (row) => row.instanceType, text: (row) => row.instanceType ?? '-' },
  { name: 'zone', header: 'ZONE', width: 15, fromColumns: 140, value: (row) => row.az, text: (row) => row.az ?? '-' },
  {
    name: 'age',
    header: 'AGE',
    width: 7,
    fromColumns: 150,
    value: (row) => row.aws?.launchTime ?? null,
    text: (row, screen) => formatAge(row.aws?.launchTime ?? null, screen.now),
  },
];

/** What it has cost since nobody wanted it, this second: the price of the last look goes on. */
export function wastedNow(row: InstanceRow, screen: Pick<Screen, 'now'>): number | null {
  const { cloud } = row.instance;
  const runsOn = cloud.ok && cloud.value !== null && isBilled(cloud.value);
  if (row.wastedCost === null || row.hourlyCost === null || !runsOn) return row.wastedCost;
  const sinceLookMs = Math.max(0, Date.parse(screen.now) - Date.parse(row.seenAt));
  return row.wastedCost + (row.hourlyCost * sinceLookMs) / 3_600_000;
}

function prospectText(prospect: SweepProspect, screen: Screen): string {
  switch (prospect.kind) {
    case 'none':
      return '-';
    case 'never':
    case 'unknown':
      return prospect.kind;
    case 'due': {
      const seconds = (Date.parse(prospect.at) - Date.parse(screen.now)) / 1_000;
      return seconds >= 0 ? `in ${countdown(seconds)}` : `late ${formatDuration(-seconds)}`;
    }
    default:
      return prospect satisfies never;
  }
}

/** Minutes and seconds: a countdown that moves. */
function countdown(seconds: number): string {
  const whole = Math.floor(seconds);
  if (whole >= 3_600) return formatDuration(whole);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function sweepMoment(prospect: SweepProspect): string | null {
  return prospect.kind === 'due' ? prospect.at : prospect.kind;
}

function standingStyle(row: InstanceRow): Style | null {
  if (row.standing === 'primary') return 'green';
  return row.standing === 'replica' ? null : 'yellow';
}
