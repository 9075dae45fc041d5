import { type NewRow, newRow } from '../../backend/store/new-row.ts';
import { fleetTags } from './fleet-tags.ts';
import { DAY, HOUR, MINUTE, type Moments, momentsBefore } from './moments.ts';
import { onDemandPrices } from './on-demand-prices.ts';
import { priceHistory } from './price-history.ts';
import { administratorRow, agentRow, clientRow, instanceRow } from './seed-rows.ts';
import { SOUND, type World } from './world.ts';
import { healthyLogs } from './world-logs.ts';

const REGION = 'ap-south-1';
const ZONES = ['ap-south-1a', 'ap-south-1b', 'ap-south-1c'] as const;
const IMAGE = 'ami-0abcdef1234567890';
const REPLICA = { id: 'i-07e9000000000001a', az: 'ap-south-1b', launchedSecondsAgo: 2 * DAY } as const;

interface Host {
  readonly clientId: string;
  readonly agentId: string;
  readonly logicalAgentId: string;
  readonly instanceId: string;
  readonly az: string;
  readonly launchedSecondsAgo: number;
}

const ACME = 'c11e0000-0000-4000-8000-00000000000a';
const GLOBEX = 'c11e0000-0000-4000-8000-00000000000b';
const WEB: Host = {
  clientId: ACME,
  agentId: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c',
  logicalAgentId: 'web-01',
  instanceId: 'i-0f75d6fccfb53a938',
  az: 'ap-south-1c',
  launchedSecondsAgo: 3 * DAY,
};
const HOSTS: readonly Host[] = [
  WEB,
  {
    ...WEB,
    agentId: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f3d',
    logicalAgentId: 'web-02',
    instanceId: 'i-0a1b2c3d4e5f60718',
    az: 'ap-south-1a',
  },
  {
    ...WEB,
    agentId: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f4e',
    logicalAgentId: 'api-01',
    instanceId: 'i-0c0ffee0c0ffee0c0',
    az: 'ap-south-1b',
  },
  {
    clientId: GLOBEX,
    agentId: 'a6e00000-0000-4000-8000-00000000000b',
    logicalAgentId: 'globex-01',
    instanceId: 'i-0b0b0b0b0b0b0b0b0',
    az: 'ap-south-1a',
    launchedSecondsAgo: 9 * DAY,
  },
];

/** Two clients, each agent with one primary, one replica ready, one old instance gone for good, and a machine of somebody else. */
export function healthyWorld(now: Date): World {
  const moments = momentsBefore(now);
  const primaries = HOSTS.map((host) => running(host, moments));
  const replica = running({ ...WEB, instanceId: REPLICA.id, az: REPLICA.az, launchedSecondsAgo: REPLICA.launchedSecondsAgo }, moments);
  const unrelated = {
    id: 'i-0d1ffe7e47000000a',
    region: REGION,
    az: 'ap-south-1a',
    instanceType: 'm5.large',
    launchedAt: moments.iso(40 * DAY),
  };
  return {
    ...SOUND,
    logs: healthyLogs(moments),
    isMigrated: true,
    clientId: ACME,
    clientToken: 'sandbox-acme',
    administratorToken: 'sandbox-administrator',
    regions: [REGION],
    rows: function* all() {
      yield* rows(moments);
      yield goneRow(moments);
    },
    cloud: {
      accountId: '123456789012',
      regions: [{ name: REGION, zones: ZONES }],
      instances: [...primaries, replica, unrelated],
      onDemandPrices: onDemandPrices([REGION]),
      spotPrices: priceHistory(
        ZONES.map((az) => ({ region: REGION, az, instanceType: 't3.medium', usdPerHour: 0.0134 })),
        moments,
      ),
    },
  };
}

function running(host: Host, moments: Moments) {
  return {
    id: host.instanceId,
    region: REGION,
    az: host.az,
    instanceType: 't3.medium',
    launchedAt: moments.iso(host.launchedSecondsAgo),
    imageId: IMAGE,
    lifecycle: 'spot',
    tags: fleetTags(host.logicalAgentId),
  } as const;
}

function* rows(moments: Moments): Iterable<NewRow> {
  yield administratorRow({ id: '0ad00000-0000-4000-8000-000000000001', name: 'sandbox', token: 'sandbox-administrator' });
  yield clientRow({ id: ACME, name: 'Acme', token: 'sandbox-acme', last_sync_at: moments.stored(15) });
  yield clientRow({ id: GLOBEX, name: 'Globex', token: 'sandbox-globex', last_sync_at: moments.stored(15) });
  for (const az of ZONES) {
    yield newRow('spot_pools', { id: `t3.medium.${az}`, pool_name: `t3.medium (${az})`, instance_type: 't3.medium', region: REGION, az });
  }
  for (const host of HOSTS) yield* hostRows(host, moments);
  yield* replicaRows(moments);
}

function* hostRows(host: Host, moments: Moments): Iterable<NewRow> {
  const since = moments.stored(host.launchedSecondsAgo - 2 * MINUTE);
  yield agentRow({
    id: host.agentId,
    client_id: host.clientId,
    logical_agent_id: host.logicalAgentId,
    instance_id: host.instanceId,
    region: REGION,
    az: host.az,
    current_pool_id: `t3.medium.${host.az}`,
    last_heartbeat_at: moments.stored(15),
    created_at: moments.stored(80 * DAY),
    ...(host === WEB ? { manual_replica_enabled: 1, replica_count: 1, current_replica_id: '7e900000-0000-4000-8000-000000000001' } : {}),
  });
  yield instanceRow({ ...bookedAt(host), installed_at: since, created_at: since, updated_at: moments.stored(3 * MINUTE) });
}

function bookedAt({ instanceId, clientId, agentId, az }: Host) {
  return { id: instanceId, client_id: clientId, agent_id: agentId, az, current_pool_id: `t3.medium.${az}`, ami_id: IMAGE };
}

function* replicaRows(moments: Moments): Iterable<NewRow> {
  const since = moments.stored(REPLICA.launchedSecondsAgo - 2 * MINUTE);
  const booked = bookedAt({ ...WEB, instanceId: REPLICA.id, az: REPLICA.az });
  yield instanceRow({ ...booked, instance_status: 'running_replica', is_primary: 0, installed_at: since, created_at: since });
  yield newRow('replica_instances', {
    id: '7e900000-0000-4000-8000-000000000001',
    agent_id: WEB.agentId,
    instance_id: REPLICA.id,
    replica_type: 'manual',
    pool_id: `t3.medium.${REPLICA.az}`,
    instance_type: 't3.medium',
    region: REGION,
    az: REPLICA.az,
    status: 'ready',
    created_by: 'ops',
    parent_instance_id: WEB.instanceId,
    sync_status: 'synced',
    created_at: since,
    launched_at: since,
    ready_at: since,
  });
}

/** Replaced, swept and confirmed days ago: EC2 has forgotten it. */
function goneRow(moments: Moments): NewRow {
  const ended = moments.stored(3 * DAY - 10 * MINUTE);
  return instanceRow({
    ...bookedAt({ ...WEB, instanceId: 'i-029c1999a147722de', az: 'ap-south-1a' }),
    instance_status: 'terminated',
    is_primary: 0,
    is_active: 0,
    zombie_since: moments.stored(3 * DAY),
    terminated_at: ended,
    termination_attempted_at: ended,
    termination_confirmed: 1,
    installed_at: moments.stored(12 * DAY),
    created_at: moments.stored(12 * DAY),
    updated_at: moments.stored(3 * DAY - HOUR),
  });
}
