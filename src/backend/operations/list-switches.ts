import { switchHistory } from '../../wire/client-fleet.ts';
import { clientRoute, type Route } from '../http/route.ts';
import { sentTime, storedTime } from '../store/stored-time.ts';

const LIMIT = 100;

/** Newest first, at most 100. */
export const switchHistoryRoute: Route = clientRoute(switchHistory, async ({ store, clientId, query, now }) => {
  const instanceId = query.instance_id;
  let wanted = store.selectFrom('switches').selectAll().where('client_id', '=', clientId);
  if (instanceId !== undefined) {
    wanted = wanted.where((is) => is.or([is('old_instance_id', '=', instanceId), is('new_instance_id', '=', instanceId)]));
  }
  const switches = await wanted.orderBy('initiated_at', 'desc').orderBy('id').limit(LIMIT).execute();
  return switches.map((row) => ({
    id: row.id,
    oldInstanceId: row.old_instance_id,
    newInstanceId: row.new_instance_id,
    timestamp: sentTime(row.initiated_at ?? row.timestamp ?? storedTime(now)) ?? '',
    fromMode: row.old_mode,
    toMode: row.new_mode,
    fromPool: row.old_pool_id ?? 'n/a',
    toPool: row.new_pool_id ?? 'n/a',
    trigger: row.event_trigger ?? 'manual',
    price: (row.new_mode === 'ondemand' ? row.on_demand_price : row.new_spot_price) ?? 0,
    savingsImpact: row.savings_impact ?? 0,
  }));
});
