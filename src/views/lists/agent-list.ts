import type { Agent } from '../../domain/agent.ts';
import type { Timestamp } from '../../domain/instance.ts';
import { formatAge, formatDuration } from '../amounts.ts';
import type { ListView } from '../list.ts';

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

export function agentList(items: readonly AgentItem[]): ListView<AgentItem> {
  return {
    kind: 'AgentList',
    items,
    id: (item) => item.id,
    whenEmpty: 'This client has no agents.',
    columns: [
      { name: 'id', header: 'AGENT ID', value: (item) => item.id },
      { name: 'logicalAgentId', header: 'AGENT', value: (item) => item.logicalAgentId },
      { name: 'status', header: 'STATUS', value: (item) => item.status, style: (item) => (item.status === 'online' ? 'green' : 'yellow') },
      { name: 'instanceId', header: 'INSTANCE', value: (item) => item.instanceId },
      {
        name: 'lastHeartbeat',
        header: 'HEARTBEAT',
        value: (item) => item.lastHeartbeat,
        text: (item, screen) => formatAge(item.lastHeartbeat, screen.now),
      },
      {
        name: 'findings',
        header: 'FINDINGS',
        value: (item) => item.findings.join(' '),
        text: (item) => item.findings.join(' ') || '-',
      },
      { name: 'region', header: 'REGION', isWide: true, value: (item) => item.region },
      { name: 'autoTerminateEnabled', header: 'AUTO-TERMINATE', isWide: true, value: (item) => item.autoTerminateEnabled },
      {
        name: 'terminateWaitSeconds',
        header: 'WAIT',
        isWide: true,
        value: (item) => item.terminateWaitSeconds,
        text: (item) => formatWait(item.terminateWaitSeconds),
      },
      { name: 'clientId', header: 'CLIENT', isWide: true, value: (item) => item.clientId },
    ],
  };
}

function formatWait(seconds: number | null): string {
  return seconds === null ? '-' : formatDuration(seconds);
}
