import { formatAge, formatDuration } from '../amounts.ts';
import type { AgentItem } from '../lists/agent-list.ts';
import type { DashboardColumn } from './table-lines.ts';

/** Each agent, whom it points at, and when it was last heard of. */
export const agentColumns: readonly DashboardColumn<AgentItem>[] = [
  { name: 'agent', header: 'AGENT', width: 18, value: (row) => row.logicalAgentId, text: (row) => row.logicalAgentId },
  {
    name: 'status',
    header: 'STATUS',
    width: 8,
    value: (row) => row.status,
    text: (row) => row.status,
    style: (row) => (row.status === 'online' ? 'green' : 'yellow'),
  },
  { name: 'instance', header: 'INSTANCE', width: 19, value: (row) => row.instanceId, text: (row) => row.instanceId ?? '-' },
  {
    name: 'heartbeat',
    header: 'HEARD',
    width: 7,
    value: (row) => row.lastHeartbeat,
    text: (row, screen) => formatAge(row.lastHeartbeat, screen.now),
  },
  {
    name: 'wait',
    header: 'WAIT',
    width: 6,
    value: (row) => row.terminateWaitSeconds,
    text: (row) => (row.terminateWaitSeconds === null ? '-' : formatDuration(row.terminateWaitSeconds)),
  },
  {
    name: 'findings',
    header: 'FINDINGS',
    width: 14,
    value: (row) => row.findings.join(' '),
    text: (row) => row.findings.join(' ') || '-',
    style: (row) => (row.findings.length > 0 ? 'red' : null),
  },
  { name: 'region', header: 'REGION', width: 15, fromColumns: 100, value: (row) => row.region, text: (row) => row.region ?? '-' },
  {
    name: 'auto-terminate',
    header: 'AUTO-TERMINATE',
    width: 14,
    fromColumns: 115,
    value: (row) => row.autoTerminateEnabled,
    text: (row) => (row.autoTerminateEnabled === null ? '-' : row.autoTerminateEnabled ? 'on' : 'off'),
  },
  { name: 'id', header: 'AGENT ID', width: 36, fromColumns: 155, value: (row) => row.id, text: (row) => row.id },
];
