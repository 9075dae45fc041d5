import * as z from 'zod/mini';

import { backendTime, successMessageResponse } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

export const adminClientsResponse = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    agentsOnline: z.number(),
    agentsTotal: z.number(),
    instances: z.number(),
    totalSavings: z.number(),
    lastSync: z.nullable(backendTime),
  }),
);

export const adminClients = defineEndpoint({
  call: ['GET', '/api/admin/clients'],
  caller: 'administrator',
  token: 'open',
  response: adminClientsResponse,
});

export const createClientRequest = z.object({ name: z.string(), email: z.optional(z.string()) });

export const createClientResponse = z.object({
  success: z.boolean(),
  client: z.object({ id: z.string(), name: z.string(), token: z.string(), status: z.string() }),
});

export const createClient = defineEndpoint({
  call: ['POST', '/api/admin/clients/create'],
  caller: 'administrator',
  token: 'open',
  request: createClientRequest,
  response: createClientResponse,
});

export const clientTokenResponse = z.object({ token: z.string(), client_name: z.string() });

export const clientToken = defineEndpoint({
  call: ['GET', '/api/admin/clients/{clientId}/token'],
  caller: 'administrator',
  token: 'open',
  response: clientTokenResponse,
});

export const regenerateTokenResponse = z.object({ success: z.boolean(), token: z.string(), message: z.string() });

export const regenerateToken = defineEndpoint({
  call: ['POST', '/api/admin/clients/{clientId}/regenerate-token'],
  caller: 'administrator',
  token: 'open',
  response: regenerateTokenResponse,
});

export const deleteClient = defineEndpoint({
  call: ['DELETE', '/api/admin/clients/{clientId}'],
  caller: 'administrator',
  token: 'open',
  response: successMessageResponse,
});
