import { type NewRow, newRow } from '../../backend/store/new-row.ts';
import { fleetTags } from './fleet-tags.ts';
import { DAY, HOUR, MINUTE, type Moments, momentsBefore } from './moments.ts';
import { onDemandPrices } from './on-demand-prices.ts';
import { priceHistory } from './price-history.ts';
import { administratorRow, agentRow, clientRow, instanceRow } from './seed-rows.ts';
import { SOUND, type World } from './world.ts';
import { failingLogs } from './world-logs.ts';

const REGION = 'ap-south-1';
const ACME = 'c11e0000-0000-4000-8000-00000000000a';
const GLOBEX = 'c11e0000-0000-4000-8000-00000000000b';
const WEB_AGENT = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
const GLOBEX_AGENT = 'a6e00000-0000-4000-8000-00000000000b';
const OLD_INSTANCE = 'i-029c1999a147722de';
const NEW_INSTANCE = 'i-0f75d6fccfb53a938';
const GLOBEX_INSTANCE = 'i-0b0b0b0b0b0b0b0b0';
const IMAGE = 'ami-0abcdef1234567890';
const ENDED = 26 * HOUR;

/**
 * The incident: the migration was never applied, so the sweep endpoint fails. The old instance is booked as terminated and
 * still primary while it runs; the new one, launched by hand, is in no list. A second client in the same region is well.
 */
export function incidentWorld(now: Date): World {
  const moments = momentsBefore(now);
  return {
    ...SOUND,
    logs: failingLogs(moments),
    isMigrated: false,
    clientId: ACME,
    clientToken: 'sandbox-acme',
    administratorToken: 'sandbox-administrator',
    regions: [REGION],
    rows: () => rows(moments),
    cloud: {
      accountId: '123456789012',
      regions: [{ name: REGION, zones: ['ap-south-1a', 'ap-south-1b', 'ap-south-1c'] }],
      instances: [
        running({ id: OLD_INSTANCE, az: 'ap-south-1a', launchedAt: moments.iso(6 * DAY), logicalAgentId: 'web-01' }),
        running({ id: NEW_INSTANCE, az: 'ap-south-1c', launchedAt: moments.iso(ENDED + 10 * MINUTE), logicalAgentId: 'web-01' }),
        running({ id: GLOBEX_INSTANCE, az: 'ap-south-1a', launchedAt: moments.iso(9 * DAY), logicalAgentId: 'globex-01' }),
      ],
      onDemandPrices: onDemandPrices([REGION]),
      spotPrices: priceHistory(
        ['ap-south-1a', 'ap-south-1b', 'ap-south-1c'].map((az) => ({ region: REGION, az, instanceType: 't3.medium', usdPerHour: 0.0134 })),
        moments,
      ),
    },
  };
}

function running(facts: { readonly id: string; readonly az: string; readonly launchedAt: string; readonly logicalAgentId: string }) {
  const { logicalAgentId, ...instance } = facts;
  const tags = fleetTags(logicalAgentId);
  return { ...instance, region: REGION, instanceType: 't3.medium', lifecycle: 'spot', imageId: IMAGE, tags } as const;
}

function* rows(moments: Moments): Iterable<NewRow> {
  yield administratorRow({ id: '0ad00000-0000-4000-8000-000000000001', name: 'sandbox', token: 'sandbox-administrator' });
  yield clientRow({
    id: ACME,
    name: 'Acme',
    token: 'sandbox-acme',
    created_at: moments.stored(90 * DAY),
    last_sync_at: moments.stored(20),
  });
  yield clientRow({
    id: GLOBEX,
    name: 'Globex',
    token: 'sandbox-globex',
    created_at: moments.stored(60 * DAY),
    last_sync_at: moments.stored(12),
  });
  for (const az of ['ap-south-1a', 'ap-south-1b', 'ap-south-1c']) {
    yield newRow('spot_pools', { id: `t3.medium.${az}`, pool_name: `t3.medium (${az})`, instance_type: 't3.medium', region: REGION, az });
  }
  yield* agents(moments);
  yield oldInstance(moments);
  yield instanceRow({
    id: GLOBEX_INSTANCE,
    client_id: GLOBEX,
    agent_id: GLOBEX_AGENT,
    ami_id: IMAGE,
    installed_at: moments.stored(9 * DAY),
    created_at: moments.stored(9 * DAY),
    updated_at: moments.stored(4 * MINUTE),
  });
}

function* agents(moments: Moments): Iterable<NewRow> {
  yield agentRow({
    id: WEB_AGENT,
    client_id: ACME,
    logical_agent_id: 'web-01',
    hostname: 'ip-10-0-1-10',
    instance_id: OLD_INSTANCE,
    region: REGION,
    az: 'ap-south-1a',
    last_heartbeat_at: moments.stored(20),
    created_at: moments.stored(80 * DAY),
  });
  yield agentRow({
    id: GLOBEX_AGENT,
    client_id: GLOBEX,
    logical_agent_id: 'globex-01',
    hostname: 'ip-10-0-2-20',
    instance_id: GLOBEX_INSTANCE,
    region: REGION,
    az: 'ap-south-1a',
    last_heartbeat_at: moments.stored(12),
    created_at: moments.stored(50 * DAY),
  });
}

/** Booked as terminated by nobody who saw it end, and still the primary. */
function oldInstance(moments: Moments): NewRow {
  return instanceRow({
    id: OLD_INSTANCE,
    client_id: ACME,
    agent_id: WEB_AGENT,
    ami_id: IMAGE,
    instance_status: 'terminated',
    is_primary: 1,
    is_active: 0,
    terminated_at: moments.stored(ENDED),
    installed_at: moments.stored(6 * DAY),
    created_at: moments.stored(6 * DAY),
    updated_at: moments.stored(ENDED),
  });
}
