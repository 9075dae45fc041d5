import { type NewRow, newRow } from '../../backend/store/new-row.ts';
import { fleetHost, fleetRegions, hostCount, instanceTypes } from './fleet-host.ts';
import { hostInstances } from './fleet-host-instances.ts';
import { hostRows } from './fleet-host-rows.ts';
import { uuidOf } from './made-up-ids.ts';
import { type Moments, momentsBefore } from './moments.ts';
import { onDemandPrices } from './on-demand-prices.ts';
import { type Pool, priceHistory } from './price-history.ts';
import { administratorRow, clientRow } from './seed-rows.ts';
import { SOUND, type World } from './world.ts';
import { healthyLogs } from './world-logs.ts';

/** A large fleet of about `size` instances over three regions, healthy but for three of each trouble. The same on every run. */
export function fleetWorld(now: Date, size: number): World {
  const moments = momentsBefore(now);
  const hosts = hostCount(size);
  return {
    ...SOUND,
    logs: healthyLogs(moments),
    isMigrated: true,
    clientId: uuidOf('client', 1),
    clientToken: 'sandbox-acme',
    administratorToken: 'sandbox-administrator',
    regions: fleetRegions.map((region) => region.name),
    rows: () => rows(hosts, moments),
    cloud: {
      accountId: '123456789012',
      regions: fleetRegions,
      instances: Array.from({ length: hosts }, (_, position) => hostInstances(fleetHost(position, hosts), moments)).flat(),
      onDemandPrices: onDemandPrices(fleetRegions.map(({ name }) => name)),
      spotPrices: priceHistory(pools, moments),
    },
  };
}

const pools: readonly Pool[] = fleetRegions.flatMap(({ name: region, zones }) =>
  zones.flatMap((az) => instanceTypes.map((type) => ({ region, az, instanceType: type.name, usdPerHour: type.spotUsdPerHour }))),
);

function* rows(hosts: number, moments: Moments): Iterable<NewRow> {
  const [acme, globex] = [uuidOf('client', 1), uuidOf('client', 2)];
  yield administratorRow({ id: '0ad00000-0000-4000-8000-000000000001', name: 'sandbox', token: 'sandbox-administrator' });
  yield clientRow({ id: acme, name: 'Acme', token: 'sandbox-acme', last_sync_at: moments.stored(15) });
  yield clientRow({ id: globex, name: 'Globex', token: 'sandbox-globex', last_sync_at: moments.stored(15) });
  for (const { region, az, instanceType } of pools) {
    yield newRow('spot_pools', {
      id: `${instanceType}.${az}`,
      pool_name: `${instanceType} (${az})`,
      instance_type: instanceType,
      region,
      az,
    });
  }
  for (let position = 0; position < hosts; position += 1) {
    const host = fleetHost(position, hosts);
    yield* hostRows({ host, clientId: host.isForeign ? globex : acme, moments });
  }
}
