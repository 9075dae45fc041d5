import { adminClients } from '../../wire/admin-clients.ts';
import { administratorRoute, type Route } from '../http/route.ts';
import { clientFigures } from './client-figures.ts';

export const adminClientsRoute: Route = administratorRoute(adminClients, async ({ store }) => {
  const clients = await store.selectFrom('clients').selectAll().orderBy('created_at', 'desc').orderBy('id').execute();
  return Promise.all(clients.map(async (client) => clientFigures(store, client)));
});
