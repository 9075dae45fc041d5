import type { FollowedFinding } from '../../domain/watch/followed-findings.ts';
import { formatAge, formatHourly } from '../amounts.ts';
import type { Screen } from '../screen.ts';
import type { DashboardColumn } from './table-lines.ts';

/** Findings that stand, and those that have just gone. */
export const findingColumns: readonly DashboardColumn<FollowedFinding>[] = [
  {
    name: 'code',
    header: 'CODE',
    width: 5,
    value: ({ finding }) => finding.code,
    text: ({ finding }) => finding.code,
    style: severityStyle,
  },
  { name: 'about', header: 'ABOUT', width: 19, value: ({ finding }) => finding.subject.id, text: ({ finding }) => finding.subject.id },
  { name: 'seen', header: 'SEEN', width: 8, value: (row) => row.wentAt ?? row.cameAt, text: seenText },
  {
    name: 'cost',
    header: '$/HOUR',
    width: 8,
    alignsRight: true,
    value: ({ finding }) => finding.hourlyCostUsd,
    text: ({ finding }) => formatHourly(finding.hourlyCostUsd),
  },
  { name: 'title', header: 'FINDING', width: 60, value: ({ finding }) => finding.title, text: ({ finding }) => finding.title },
];

function seenText({ cameAt, wentAt }: FollowedFinding, screen: Screen): string {
  if (wentAt !== null) return 'gone';
  return cameAt === null ? 'at start' : `${formatAge(cameAt, screen.now)} ago`;
}

function severityStyle({ finding, wentAt }: FollowedFinding): 'dim' | 'red' | 'yellow' | 'cyan' {
  if (wentAt !== null) return 'dim';
  return finding.severity === 'error' ? 'red' : finding.severity === 'warning' ? 'yellow' : 'cyan';
}
