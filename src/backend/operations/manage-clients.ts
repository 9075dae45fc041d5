import { randomUUID } from 'node:crypto';

import * as z from 'zod/mini';

import { clientToken, createClient, createClientRequest, deleteClient, regenerateToken } from '../../wire/admin-clients.ts';
import { errorTexts } from '../../wire/errors.ts';
import { hashToken, makeToken } from '../http/hash-token.ts';
import { refusal } from '../http/refusal.ts';
import { administratorRoute, type Route } from '../http/route.ts';
import type { Store } from '../store/open-store.ts';
import type { ClientRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';

const request = z.extend(createClientRequest, {
  name: z.string().check(z.maxLength(255)),
  email: z.optional(z.string().check(z.minLength(3), z.maxLength(255))),
});

/** Makes a client. Its token is in this answer and nowhere else: the database holds a hash. */
export const createClientRoute: Route = administratorRoute({ ...createClient, request }, async ({ store, body, now }) => {
  const name = body.name.trim();
  if (name === '') throw refusal(400, 'Client name is required');
  const email = body.email ?? `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}@client.example`;
  const [id, token, at] = [randomUUID(), makeToken(), storedTime(now)];
  await transact(store, async (transaction) => {
    const taken = await transaction
      .selectFrom('clients')
      .select(['name', 'email'])
      .where((is) => is.or([is(is.fn<string>('lower', ['name']), '=', name.toLowerCase()), is('email', '=', email)]))
      .executeTakeFirst();
    if (taken?.name.toLowerCase() === name.toLowerCase()) throw refusal(409, `Client "${name}" already exists`);
    if (taken !== undefined) throw refusal(409, `The email ${email} is taken`);
    await transaction
      .insertInto('clients')
      .values({ id, name, email, client_token: hashToken(token), status: 'active', is_active: 1, created_at: at, updated_at: at })
      .execute();
  });
  return { success: true, client: { id, name, token, status: 'active' } };
});

/** Tokens are shown once, when they are made: afterwards there is only a hash. */
export const clientTokenRoute: Route = administratorRoute(clientToken, async ({ store, params }) => {
  await findClient(store, params['clientId']);
  throw refusal(410, 'A token is shown once, when it is made; regenerate it to get a new one');
});

/** A new token; the old one is worth nothing from now on. */
export const regenerateTokenRoute: Route = administratorRoute(regenerateToken, async ({ store, params, now }) => {
  const client = await findClient(store, params['clientId']);
  const token = makeToken();
  await transact(store, (transaction) =>
    transaction
      .updateTable('clients')
      .set({ client_token: hashToken(token), updated_at: storedTime(now) })
      .where('id', '=', client.id)
      .execute(),
  );
  return { success: true, token, message: 'Token regenerated successfully. Update all agents with the new token.' };
});

/** Deletes a client with everything that is its own, its replicas too. */
export const deleteClientRoute: Route = administratorRoute(deleteClient, async ({ store, params }) => {
  const client = await findClient(store, params['clientId']);
  await transact(store, async (transaction) => {
    const agents = transaction.selectFrom('agents').select('id').where('client_id', '=', client.id);
    await transaction.deleteFrom('replica_instances').where('agent_id', 'in', agents).execute();
    await transaction.deleteFrom('clients').where('id', '=', client.id).execute();
  });
  return { success: true, message: `Client '${client.name}' and all associated data have been deleted` };
});

async function findClient(store: Store, clientId: string | undefined): Promise<ClientRow> {
  const client = await store
    .selectFrom('clients')
    .selectAll()
    .where('id', '=', clientId ?? '')
    .executeTakeFirst();
  if (client === undefined) throw refusal(404, errorTexts.clientNotFound);
  return client;
}
