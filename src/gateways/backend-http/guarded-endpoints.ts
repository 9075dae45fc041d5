import { adminClients, clientToken } from '../../wire/admin-clients.ts';
import { agentConfig } from '../../wire/agent-registration.ts';
import { instancesToTerminate } from '../../wire/agent-termination.ts';
import { clientSummary, validateToken } from '../../wire/client-account.ts';
import { clientAgents, clientInstances, clientReplicas, switchHistory } from '../../wire/client-fleet.ts';
import { databaseSchema, databaseSchemaIncompleteResponse } from '../../wire/database-schema.ts';
import type { Endpoint } from '../../wire/endpoint.ts';
import { health, systemHealth } from '../../wire/health.ts';
import { fromBackendTime } from './backend-times.ts';
import type { CallAnswer } from './call-endpoint.ts';
import { decodeAnswer, parseAs } from './decode-answer.ts';
import { quoteText } from './quote-text.ts';

/** An endpoint that diagnosis calls; the names are those by which the schema tells what breaks. */
export interface GuardedEndpoint {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly parameters: Readonly<Record<string, string>>;
  /** What a well-shaped answer still says against the backend, else `null`. Throws what any other answer means. */
  readonly read: (called: CallAnswer) => string | null;
  /** The backend's own time in a well-shaped answer. */
  readonly tellsTime?: (called: CallAnswer) => string;
}

/** An endpoint that must refuse a caller without a token, and what it would give away. */
export interface SecretEndpoint {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly parameters: Readonly<Record<string, string>>;
  readonly holds: 'client data' | 'a client’s token';
}

export function secretEndpointsOf(clientId: string): readonly SecretEndpoint[] {
  return [
    { name: 'admin clients without a token', endpoint: adminClients, parameters: {}, holds: 'client data' },
    { name: 'client token without a token', endpoint: clientToken, parameters: { clientId }, holds: 'a client’s token' },
  ];
}

export function guardedEndpointsOfClient(clientId: string): readonly GuardedEndpoint[] {
  return [
    { name: 'health', endpoint: health, parameters: {}, read: readHealth, tellsTime: readHealthTime },
    { name: 'system-health', endpoint: systemHealth, parameters: {}, read: readSystemHealth },
    { name: 'database-schema', endpoint: databaseSchema, parameters: {}, read: readSchemaHealth },
    shaped({ name: 'client/validate', endpoint: validateToken, parameters: {} }),
    shaped({ name: 'client', endpoint: clientSummary, parameters: { clientId } }),
    shaped({ name: 'client agents', endpoint: clientAgents, parameters: { clientId } }),
    shaped({ name: 'client instances', endpoint: clientInstances, parameters: { clientId } }),
    shaped({ name: 'client replicas', endpoint: clientReplicas, parameters: { clientId } }),
    shaped({ name: 'switch-history', endpoint: switchHistory, parameters: { clientId } }),
  ];
}

export function guardedEndpointsOfAgent(agentId: string): readonly GuardedEndpoint[] {
  return [
    shaped({ name: 'config', endpoint: agentConfig, parameters: { agentId } }),
    shaped({ name: 'instances-to-terminate', endpoint: instancesToTerminate, parameters: { agentId } }),
  ];
}

/** Fine as soon as it answers in its shape. */
function shaped(guarded: Omit<GuardedEndpoint, 'read'>): GuardedEndpoint {
  const schema = guarded.endpoint.response;
  return {
    ...guarded,
    read: ({ answer, identity }) => {
      decodeAnswer(answer, { call: identity, schema });
      return null;
    },
  };
}

function readHealth({ answer, identity }: CallAnswer): string | null {
  const { database } = decodeAnswer(answer, { call: identity, schema: health.response });
  return database.toLowerCase() === 'connected' ? null : quoteText(`database: ${database}`, identity.token);
}

function readHealthTime({ answer, identity }: CallAnswer): string {
  return fromBackendTime(decodeAnswer(answer, { call: identity, schema: health.response }).timestamp);
}

function readSystemHealth({ answer, identity }: CallAnswer): string | null {
  const { database } = decodeAnswer(answer, { call: identity, schema: systemHealth.response });
  return database.toLowerCase() === 'connected' ? null : quoteText(`database: ${database}`, identity.token);
}

/** An incomplete schema is told with a 500, and yet is the answer that was asked for. */
function readSchemaHealth({ answer, identity }: CallAnswer): string | null {
  const incomplete = answer.status === 500 ? parseAs(databaseSchemaIncompleteResponse, answer.text) : null;
  if (incomplete !== null) return quoteText(incomplete.error, identity.token);
  decodeAnswer(answer, { call: identity, schema: databaseSchema.response });
  return null;
}
