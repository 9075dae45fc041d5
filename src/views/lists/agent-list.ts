import type { Agent } from '../../domain/agent.ts';
import type { Timestamp } from '../../domain/instance.ts';
import { formatCount, formatDuration } from '../amounts.ts';
import type { Column, Items, ListView } from '../list.ts';
import { momentColumn } from './moment-column.ts';

/** An item of the JSON kind `AgentList`. */
export interface AgentItem {
  readonly id: string;
  readonly logicalAgentId: string;
  readonly clientId: string | null;
  readonly status: string;
  readonly instanceId: string | null;
  readonly region: string | null;
  readonly lastHeartbeat: Timestamp | null;
  readonly autoTerminateEnabled: boolean | null;
  readonly terminateWaitSeconds: number | null;
  readonly findings: readonly string[];
}

export function agentItem(agent: Agent, findings: ReadonlyMap<string, readonly string[]>): AgentItem {
  const { id, logicalAgentId, clientId, status, instanceId, region, autoTerminateEnabled, terminateWaitSeconds } = agent;
  return {
    id,
    logicalAgentId,
    clientId,
    status,
    instanceId,
    region,
    lastHeartbeat: agent.lastHeartbeatAt,
    autoTerminateEnabled,
    terminateWaitSeconds,
    findings: findings.get(id) ?? [],
  };
}

export function agentList(items: Items<AgentItem>): ListView<AgentItem> {
  return {
    kind: 'AgentList',
    items,
    id: (item) => item.id,
    whenEmpty: 'This client has no agents.',
    totals: agentTotals,
    driftingFields: ['lastHeartbeat'],
    columns: agentColumns,
  };
}

const agentColumns: readonly Column<AgentItem>[] = [
  {
    name: 'logicalAgentId',
    header: 'AGENT',
    meaning: 'its logical id, which outlives instances',
    value: (item) => item.logicalAgentId,
    cut: 'characters',
  },
  {
    name: 'status',
    header: 'STATUS',
    meaning: 'as the backend has it',
    value: (item) => item.status,
    style: (item) => (item.status === 'online' ? 'green' : 'yellow'),
  },
  { name: 'instanceId', header: 'INSTANCE', meaning: 'the instance it points at', value: (item) => item.instanceId },
  momentColumn({
    name: 'lastHeartbeat',
    header: 'HEARTBEAT',
    meaning: 'when it was last heard of',
    value: (item) => item.lastHeartbeat,
  }),
  {
    name: 'findings',
    header: 'FINDINGS',
    meaning: 'codes of what is wrong with it',
    cut: 'words',
    value: (item) => item.findings.join(' '),
    text: (item) => item.findings.join(' ') || '-',
    style: (item) => (item.findings.length > 0 ? 'red' : null),
  },
  { name: 'id', header: 'AGENT ID', meaning: 'its UUID', isWide: true, value: (item) => item.id },
  { name: 'region', header: 'REGION', meaning: 'where it looks for zombies', isWide: true, value: (item) => item.region },
  {
    name: 'autoTerminateEnabled',
    header: 'AUTO-TERMINATE',
    meaning: 'whether it is told to terminate zombies',
    isWide: true,
    value: (item) => item.autoTerminateEnabled,
  },
  {
    name: 'terminateWaitSeconds',
    header: 'WAIT',
    meaning: 'how long zombies wait; exact from the database alone',
    isWide: true,
    value: (item) => item.terminateWaitSeconds,
    text: (item) => (item.terminateWaitSeconds === null ? '-' : formatDuration(item.terminateWaitSeconds)),
  },
  { name: 'clientId', header: 'CLIENT', meaning: 'the client it belongs to', isWide: true, value: (item) => item.clientId },
];

/** `3 agents: 2 online, 1 offline.` */
function agentTotals(items: Iterable<AgentItem>): string {
  const agents = [...items];
  const byStatus = [...Map.groupBy(agents, ({ status }) => status)].map(([status, those]) => `${those.length} ${status}`);
  return `${formatCount(agents.length, 'agent')}: ${byStatus.join(', ')}.`;
}
