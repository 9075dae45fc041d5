import { ADMIN_LIST_LIMIT, adminInstances } from '../../wire/admin-fleet.ts';
import { administratorRoute, type Route } from '../http/route.ts';
import { sentTime } from '../store/stored-time.ts';

/** Every client's rows, at most 500; the agent's own facts only where an agent points at the instance. */
export const adminInstancesRoute: Route = administratorRoute(adminInstances, async ({ store, query }) => {
  const { status, mode, region } = query;
  let wanted = store
    .selectFrom('instances as i')
    .innerJoin('clients as c', 'c.id', 'i.client_id')
    .leftJoin('agents as a', (join) => join.onRef('a.instance_id', '=', 'i.id').onRef('a.id', '=', 'i.agent_id'))
    .selectAll('i')
    .select(['c.name as client_name', 'a.logical_agent_id', 'a.status as agent_status']);
  if (status === 'active' || status === 'terminated') wanted = wanted.where('i.is_active', '=', status === 'active' ? 1 : 0);
  if (mode !== undefined) wanted = wanted.where('i.current_mode', '=', mode);
  if (region !== undefined) wanted = wanted.where('i.region', '=', region);
  const rows = await wanted.orderBy('i.created_at', 'desc').orderBy('i.id').limit(ADMIN_LIST_LIMIT).execute();
  const instances = rows.map((row) => ({
    id: row.id,
    instanceId: row.id,
    clientId: row.client_id,
    clientName: row.client_name,
    agentId: row.agent_id,
    region: row.region,
    az: row.az,
    instanceType: row.instance_type,
    currentMode: row.current_mode,
    currentPoolId: row.current_pool_id,
    spotPrice: row.spot_price,
    ondemandPrice: row.ondemand_price,
    isActive: row.is_active === 1,
    installedAt: sentTime(row.installed_at),
    createdAt: sentTime(row.created_at),
    logicalAgentId: row.logical_agent_id,
    agentStatus: row.agent_status,
  }));
  return { instances, total: instances.length, filters: { status: status ?? null, mode: mode ?? null, region: region ?? null } };
});
