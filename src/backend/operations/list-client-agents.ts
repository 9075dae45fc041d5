import { clientAgents } from '../../wire/client-fleet.ts';
import { clientRoute, type Route } from '../http/route.ts';
import { sentTime } from '../store/stored-time.ts';
import { effectiveWaitSeconds } from './offer-instances.ts';

export const clientAgentsRoute: Route = clientRoute(clientAgents, async ({ store, clientId }) => {
  const client = await store.selectFrom('clients').select('default_terminate_wait_seconds').where('id', '=', clientId).executeTakeFirst();
  if (client === undefined) return [];
  const agents = await store
    .selectFrom('agents')
    .selectAll()
    .where('client_id', '=', clientId)
    .where((is) => is.or([is('status', 'is', null), is('status', '!=', 'deleted')]))
    .orderBy('logical_agent_id')
    .execute();
  return agents.map((agent) => ({
    id: agent.id,
    logicalAgentId: agent.logical_agent_id,
    instanceId: agent.instance_id,
    instanceType: agent.instance_type,
    region: agent.region,
    az: agent.az,
    currentMode: agent.current_mode,
    status: agent.status,
    lastHeartbeat: sentTime(agent.last_heartbeat_at),
    instanceCount: agent.instance_count,
    enabled: agent.enabled,
    autoSwitchEnabled: agent.auto_switch_enabled,
    manualReplicaEnabled: agent.manual_replica_enabled,
    autoTerminateEnabled: agent.auto_terminate_enabled,
    terminateWaitMinutes: Math.floor(effectiveWaitSeconds(agent, client) / 60),
    agentVersion: agent.agent_version,
  }));
});
