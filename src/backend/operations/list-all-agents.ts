import { ADMIN_LIST_LIMIT, adminAgents } from '../../wire/admin-fleet.ts';
import { administratorRoute, type Route } from '../http/route.ts';
import { sentTime } from '../store/stored-time.ts';

/** Every client's agents, deleted ones included, at most 500; type, region, zone and mode are those of the instance it points at. */
export const adminAgentsRoute: Route = administratorRoute(adminAgents, async ({ store, query }) => {
  const { status } = query;
  let wanted = store
    .selectFrom('agents as a')
    .innerJoin('clients as c', 'c.id', 'a.client_id')
    .leftJoin('instances as i', 'i.id', 'a.instance_id')
    .selectAll('a')
    .select(['c.name as client_name', 'i.instance_type as type', 'i.region as runs_in', 'i.az as zone', 'i.current_mode as mode']);
  if (status !== undefined) wanted = wanted.where('a.status', '=', status);
  const rows = await wanted.orderBy('a.created_at', 'desc').orderBy('a.id').limit(ADMIN_LIST_LIMIT).execute();
  const agents = rows.map((row) => ({
    id: row.id,
    logicalAgentId: row.logical_agent_id,
    hostname: row.hostname,
    clientId: row.client_id,
    clientName: row.client_name,
    instanceId: row.instance_id,
    instanceType: row.type,
    region: row.runs_in,
    az: row.zone,
    currentMode: row.mode,
    currentPoolId: row.current_pool_id,
    status: row.status,
    enabled: row.enabled === 1,
    autoSwitchEnabled: row.auto_switch_enabled === 1,
    version: row.agent_version,
    lastHeartbeatAt: sentTime(row.last_heartbeat_at),
    createdAt: sentTime(row.created_at),
  }));
  return { agents, total: agents.length, filters: { status: status ?? null } };
});
