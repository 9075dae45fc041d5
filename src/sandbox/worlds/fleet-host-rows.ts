import { type NewRow, newRow, type NewValues } from '../../backend/store/new-row.ts';
import type { FleetHost } from './fleet-host.ts';
import { FLEET_IMAGE } from './fleet-host-instances.ts';
import { DAY, HOUR, MINUTE, type Moments } from './moments.ts';
import { agentRow, instanceRow } from './seed-rows.ts';

export interface HostPlace {
  readonly host: FleetHost;
  readonly clientId: string;
  readonly moments: Moments;
}

/** The backend's rows for a host of that client. */
export function* hostRows(place: HostPlace): Iterable<NewRow> {
  const { host, moments } = place;
  yield hostAgent(place);
  yield newRow('agent_configs', { agent_id: host.agentId });
  const booked = bookedInstance(place);
  if (host.trouble !== 'no-primary') yield booked({ id: host.primaryId, bookedSecondsAgo: host.launchedSecondsAgo, state: {} });
  const second = secondInstance(host, moments);
  if (second !== null) yield booked({ id: host.secondId, bookedSecondsAgo: host.launchedSecondsAgo + 4 * DAY, state: second });
  if (host.hasReplica) yield replica(host, moments);
  if (host.hasPast) yield booked({ id: host.goneId, bookedSecondsAgo: 60 * DAY, state: gone(moments) });
}

function hostAgent({ host, clientId, moments }: HostPlace): NewRow {
  const isSilent = host.trouble === 'silent';
  return agentRow({
    id: host.agentId,
    client_id: clientId,
    logical_agent_id: host.logicalAgentId,
    instance_id: host.trouble === 'no-primary' ? null : host.primaryId,
    instance_type: host.type.name,
    region: host.region,
    az: host.az,
    status: isSilent ? 'offline' : 'online',
    last_heartbeat_at: moments.stored(isSilent ? 3 * HOUR : 15),
    created_at: moments.stored(90 * DAY),
  });
}

type State = Partial<NewValues<'instances'>>;

function bookedInstance({ host, clientId, moments }: HostPlace) {
  return (booked: { readonly id: string; readonly bookedSecondsAgo: number; readonly state: State }): NewRow =>
    instanceRow({
      client_id: clientId,
      agent_id: host.agentId,
      instance_type: host.type.name,
      region: host.region,
      az: host.az,
      ami_id: FLEET_IMAGE,
      current_pool_id: `${host.type.name}.${host.az}`,
      spot_price: host.type.spotUsdPerHour,
      ondemand_price: host.type.onDemandUsdPerHour,
      installed_at: moments.stored(booked.bookedSecondsAgo - MINUTE),
      created_at: moments.stored(booked.bookedSecondsAgo - MINUTE),
      updated_at: moments.stored(5 * HOUR),
      ...booked.state,
      id: booked.id,
    });
}

const ZOMBIE = { instance_status: 'zombie', is_primary: 0, is_active: 0 } as const;
const ENDED = { instance_status: 'terminated', is_primary: 0, is_active: 0 } as const;

/** The state of the host's second instance; `null` where the books have none. */
function secondInstance(host: FleetHost, moments: Moments): State | null {
  switch (host.trouble) {
    case 'ghost':
    case 'terminated-replica-runs':
      return { ...ENDED, terminated_at: moments.stored(26 * HOUR) };
    case 'zombie-past-wait':
      return { ...ZOMBIE, zombie_since: moments.stored(5 * HOUR) };
    case 'zombie-attempted':
      return { ...ZOMBIE, zombie_since: moments.stored(5 * HOUR), termination_attempted_at: moments.stored(4 * HOUR) };
    case 'zombie-never-swept':
      return { ...ZOMBIE, zombie_since: moments.stored(5 * HOUR), is_active: 1 };
    case 'two-primaries':
      return {};
    default:
      return host.hasReplica ? { instance_status: 'running_replica', is_primary: 0 } : null;
  }
}

function gone(moments: Moments): State {
  const ended = moments.stored(30 * DAY);
  return {
    instance_status: 'terminated',
    is_primary: 0,
    is_active: 0,
    zombie_since: moments.stored(30 * DAY + 10 * MINUTE),
    terminated_at: ended,
    termination_attempted_at: ended,
    termination_confirmed: 1,
    updated_at: ended,
  };
}

function replica(host: FleetHost, moments: Moments): NewRow {
  const isEnded = host.trouble === 'terminated-replica-runs';
  const since = moments.stored(DAY + 2 * HOUR);
  return newRow('replica_instances', {
    id: host.replicaId,
    agent_id: host.agentId,
    instance_id: host.secondId,
    replica_type: 'manual',
    pool_id: `${host.type.name}.${host.az}`,
    instance_type: host.type.name,
    region: host.region,
    az: host.az,
    status: isEnded ? 'terminated' : 'ready',
    is_active: isEnded ? 0 : 1,
    created_by: 'ops',
    parent_instance_id: host.primaryId,
    sync_status: 'synced',
    created_at: since,
    launched_at: since,
    ready_at: since,
    terminated_at: isEnded ? moments.stored(26 * HOUR) : null,
  });
}
