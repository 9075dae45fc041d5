import { randomUUID } from 'node:crypto';

import type { RequestOf } from '../../wire/endpoint.ts';
import type { registerAgent } from '../../wire/agent-registration.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';

/** An agent's own words about itself and the instance it runs on. */
export type AgentRegistration = Omit<RequestOf<typeof registerAgent>, 'client_token'> & { readonly clientId: string; readonly now: Date };

/** Brings a known agent's row up to what it says of itself; makes one, with its settings and a notice, for a new agent. */
export async function writeAgent(
  transaction: StoreTransaction,
  { registration, known }: { readonly registration: AgentRegistration; readonly known: AgentRow | undefined },
): Promise<AgentRow> {
  const columns = describedColumns(registration);
  if (known === undefined) return createAgent(transaction, { registration, columns });
  await transaction.updateTable('agents').set(columns).where('id', '=', known.id).execute();
  return { ...known, ...columns };
}

function describedColumns(registration: AgentRegistration) {
  const at = storedTime(registration.now);
  return {
    hostname: registration.hostname ?? null,
    instance_id: registration.instance_id,
    instance_type: registration.instance_type,
    region: registration.region,
    az: registration.az,
    ami_id: registration.ami_id ?? null,
    private_ip: registration.private_ip ?? null,
    public_ip: registration.public_ip ?? null,
    current_mode: registration.mode ?? 'unknown',
    agent_version: registration.agent_version ?? null,
    status: 'online',
    last_heartbeat_at: at,
    updated_at: at,
  };
}

async function createAgent(
  transaction: StoreTransaction,
  { registration, columns }: { readonly registration: AgentRegistration; readonly columns: ReturnType<typeof describedColumns> },
): Promise<AgentRow> {
  const at = columns.updated_at;
  const identity = { id: randomUUID(), client_id: registration.clientId, logical_agent_id: registration.logical_agent_id };
  await transaction
    .insertInto('agents')
    .values({ ...identity, ...columns, installed_at: at, created_at: at })
    .execute();
  await transaction.insertInto('agent_configs').values({ agent_id: identity.id }).execute();
  await transaction
    .insertInto('notifications')
    .values({
      id: randomUUID(),
      client_id: registration.clientId,
      agent_id: identity.id,
      notification_type: 'agent_registered',
      message: `New agent registered: ${registration.logical_agent_id}`,
      created_at: at,
    })
    .execute();
  return transaction.selectFrom('agents').selectAll().where('id', '=', identity.id).executeTakeFirstOrThrow();
}
