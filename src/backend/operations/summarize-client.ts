import { clientSummary } from '../../wire/client-account.ts';
import { errorTexts } from '../../wire/errors.ts';
import { refusal } from '../http/refusal.ts';
import { clientRoute, type Route } from '../http/route.ts';
import type { Store } from '../store/open-store.ts';
import { clientFigures } from './client-figures.ts';

export const clientSummaryRoute: Route = clientRoute(clientSummary, async ({ store, clientId }) => {
  const client = await store.selectFrom('clients').selectAll().where('id', '=', clientId).executeTakeFirst();
  if (client === undefined) throw refusal(404, errorTexts.clientNotFound);
  const downtime = await downtimeOf(store, clientId);
  return { ...(await clientFigures(store, client)), ...downtime };
});

/** Only switches that know how long the service was down count. */
async function downtimeOf(store: Store, clientId: string) {
  const timed = await store
    .selectFrom('switches')
    .select(({ fn }) => [fn.countAll<number>().as('switches'), fn.sum<number | null>('downtime_seconds').as('seconds')])
    .where('client_id', '=', clientId)
    .where('downtime_seconds', 'is not', null)
    .executeTakeFirstOrThrow();
  const seconds = timed.seconds ?? 0;
  return {
    totalDowntimeSeconds: seconds,
    totalSwitches: timed.switches,
    averageDowntimeSeconds: timed.switches === 0 ? 0 : seconds / timed.switches,
  };
}
