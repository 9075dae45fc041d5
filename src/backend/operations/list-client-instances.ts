import { clientInstances } from '../../wire/client-fleet.ts';
import { clientRoute, type Route } from '../http/route.ts';
import { sentTime } from '../store/stored-time.ts';

const STATUSES_BY_FILTER: ReadonlyMap<string, readonly string[]> = new Map([
  ['active', ['running_primary', 'running_replica']],
  ['terminated', ['zombie', 'terminated']],
]);

/** Newest first. `terminated` means zombies too; a filter word nobody knows means all. */
export const clientInstancesRoute: Route = clientRoute(clientInstances, async ({ store, clientId, query }) => {
  const { mode, search } = query;
  const statuses = STATUSES_BY_FILTER.get(query.status ?? '');
  let wanted = store.selectFrom('instances').selectAll().where('client_id', '=', clientId);
  if (statuses !== undefined) wanted = wanted.where('instance_status', 'in', statuses);
  if (mode !== undefined && mode !== 'all') wanted = wanted.where('current_mode', '=', mode);
  if (search !== undefined && search !== '') {
    wanted = wanted.where((is) => is.or([is('id', 'like', `%${search}%`), is('instance_type', 'like', `%${search}%`)]));
  }
  const instances = await wanted.orderBy('created_at', 'desc').orderBy('id').execute();
  return instances.map((instance) => ({
    id: instance.id,
    type: instance.instance_type,
    region: instance.region,
    az: instance.az,
    mode: instance.current_mode,
    poolId: instance.current_pool_id ?? 'n/a',
    spotPrice: instance.spot_price ?? 0,
    onDemandPrice: instance.ondemand_price ?? 0,
    isActive: instance.is_active,
    instanceStatus: instance.instance_status,
    isPrimary: instance.is_primary,
    lastSwitch: sentTime(instance.last_switch_at),
  }));
});
