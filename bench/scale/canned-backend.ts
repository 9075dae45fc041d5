import { agentId, CLIENT_ID, logicalAgentId, type MadeUpInstance } from './made-up-fleet.ts';

const ADMINISTRATION_LIMIT = 500;

/** The backend's answers to what lists and doctor ask, by path, made beforehand. Agents are heard of at `now`. */
export function cannedBackend(fleet: readonly MadeUpInstance[], now: Date): ReadonlyMap<string, Buffer> {
  const client = `/api/client/${CLIENT_ID}`;
  const primaries = fleet.filter(({ role }) => role === 'primary');
  const answers: Readonly<Record<string, unknown>> = {
    '/health': { status: 'healthy', database: 'connected', timestamp: backendTime(now) },
    '/api/admin/system-health': {
      apiStatus: 'healthy',
      database: 'Connected',
      decisionEngine: 'Loaded',
      connectionPool: 'Active',
      timestamp: backendTime(now),
    },
    '/api/health/database-schema': { status: 'ok', tables: [], columns: [], indexes: [] },
    '/api/admin/instances': {
      instances: fleet.slice(0, ADMINISTRATION_LIMIT).map(attributed),
      total: fleet.length,
      filters: { status: null, mode: null, region: null },
    },
    '/api/client/validate': { valid: true, client_id: CLIENT_ID, name: 'Acme', email: 'ops@acme.example' },
    [client]: summaryOf(fleet, primaries),
    [`${client}/agents`]: primaries.map((primary) => agentRow(primary, backendTime(now))),
    [`${client}/instances`]: fleet.map(instanceRow),
    [`${client}/replicas`]: fleet.filter(({ role }) => role === 'replica').map(replicaRow),
    [`${client}/switch-history`]: [],
  };
  return new Map(Object.entries(answers).map(([path, answer]) => [path, Buffer.from(JSON.stringify(answer))]));
}

/** What any agent is told of its settings, and by the sweep. */
export const AGENT_ANSWERS: ReadonlyMap<string, Buffer> = new Map([
  [
    'config',
    Buffer.from(JSON.stringify({ enabled: true, auto_switch_enabled: true, auto_terminate_enabled: true, terminate_wait_seconds: 300 })),
  ],
  ['instances-to-terminate', Buffer.from(JSON.stringify({ auto_terminate_enabled: true, terminate_wait_seconds: 300, instances: [] }))],
]);

function summaryOf(fleet: readonly MadeUpInstance[], primaries: readonly MadeUpInstance[]): unknown {
  const agents = { agentsOnline: primaries.length, agentsTotal: primaries.length, instances: fleet.length };
  const history = { totalSavings: 0, totalDowntimeSeconds: 0, totalSwitches: 0, averageDowntimeSeconds: 0, lastSync: null };
  return { id: CLIENT_ID, name: 'Acme', status: 'active', ...agents, ...history };
}

function agentRow({ number, id, instanceType, region, az }: MadeUpInstance, lastHeartbeat: string): unknown {
  return {
    id: agentId(number),
    logicalAgentId: logicalAgentId(number),
    instanceId: id,
    instanceType,
    region,
    az,
    currentMode: 'spot',
    status: 'online',
    lastHeartbeat,
    instanceCount: 2,
    enabled: 1,
    autoSwitchEnabled: 1,
    manualReplicaEnabled: 1,
    autoTerminateEnabled: 1,
    terminateWaitMinutes: 5,
    agentVersion: '4.0.0',
  };
}

function instanceRow({ id, instanceType, region, az, role }: MadeUpInstance): unknown {
  const status = { primary: 'running_primary', replica: 'running_replica', zombie: 'zombie' }[role];
  return {
    id,
    type: instanceType,
    region,
    az,
    mode: 'spot',
    poolId: `${instanceType}.${az}`,
    spotPrice: 0.0416,
    onDemandPrice: 0.0832,
    isActive: role === 'zombie' ? 0 : 1,
    instanceStatus: status,
    isPrimary: role === 'primary' ? 1 : 0,
    lastSwitch: '2026-11-20T12:00:20',
  };
}

function replicaRow({ id, number, instanceType, region, az, agent }: MadeUpInstance): unknown {
  return {
    agentId: agentId(agent),
    primary: { instanceId: id, instanceType, region, az, mode: 'spot' },
    replica: {
      id: `7e900000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      instanceId: id,
      type: 'manual',
      status: 'ready',
      sync_status: 'synced',
      sync_latency_ms: 12,
      state_transfer_progress: 100,
      pool: { id: `${instanceType}.${az}`, name: `${instanceType}.${az}`, instance_type: instanceType, region, az },
      cost: { hourly: 0.0416, total: 1.2 },
      created_by: 'manual',
      created_at: '2026-11-20T12:00:00',
      ready_at: '2026-11-20T12:00:20',
      terminated_at: null,
      is_active: 1,
    },
  };
}

function attributed({ id, region, az, instanceType, agent, role }: MadeUpInstance): unknown {
  return {
    id,
    instanceId: id,
    clientId: CLIENT_ID,
    clientName: 'Acme',
    agentId: agentId(agent),
    region,
    az,
    instanceType,
    currentMode: 'spot',
    currentPoolId: `${instanceType}.${az}`,
    spotPrice: 0.0416,
    ondemandPrice: 0.0832,
    isActive: role !== 'zombie',
    installedAt: '2026-11-20T12:00:00',
    createdAt: '2026-11-20T12:00:00',
    logicalAgentId: logicalAgentId(agent),
    agentStatus: 'online',
  };
}

/** In UTC and without a zone, as the backend writes it. */
function backendTime(moment: Date): string {
  return moment.toISOString().slice(0, 19);
}
