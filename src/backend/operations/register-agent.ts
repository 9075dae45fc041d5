import * as z from 'zod/mini';

import { registerAgent, registerAgentRequest } from '../../wire/agent-registration.ts';
import { refusal } from '../http/refusal.ts';
import { clientTokenRoute, type Route } from '../http/route.ts';
import { isMysql } from '../store/flavour.ts';
import { lockInstance } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import type { AgentRow, InstanceRow } from '../store/rows.ts';
import { transact } from '../store/transact.ts';
import { agentSettings } from './agent-settings.ts';
import { bookInstance } from './book-instance.ts';
import { type AgentRegistration, writeAgent } from './write-agent.ts';

/** An agent without a public address sends null for it, which is the same as not sending it. */
const request = z.pipe(
  z.transform(withoutNulls),
  z.extend(registerAgentRequest, {
    client_token: z.optional(z.string()),
    logical_agent_id: filled(255),
    instance_id: filled(50),
    instance_type: filled(50),
    region: filled(32),
    az: filled(48),
    ami_id: z.optional(z.string().check(z.maxLength(50))),
  }),
);

const IGNORED = {
  enabled: false,
  auto_switch_enabled: false,
  auto_terminate_enabled: false,
  terminate_wait_seconds: 0,
  replica_enabled: false,
  replica_count: 0,
  min_savings_percent: 0,
  risk_threshold: 0,
  max_switches_per_week: 0,
  min_pool_duration_hours: 0,
};

/** Registers an agent with the instance it runs on; an instance the books do not know replaces the agent's primary. */
export const registerAgentRoute: Route = clientTokenRoute({ ...registerAgent, request }, async ({ store, client, body, now }) => {
  return transact(store, async (transaction) => {
    const registration = { ...body, clientId: client.id, now };
    const known = await findAgent(transaction, registration);
    const instance = await lockInstance(transaction, body.instance_id);
    if (instance !== undefined) refuseForeign(instance, { clientId: client.id, agentId: known?.id ?? null });
    if (known !== undefined && instance !== undefined && !servesAsPrimary(instance)) {
      return { agent_id: known.id, client_id: client.id, message: 'Instance is not primary, registration ignored', config: IGNORED };
    }
    const agent = await writeAgent(transaction, { registration, known });
    if (instance === undefined || instance.agent_id === null) await bookAsPrimary(transaction, { registration, agentId: agent.id });
    await recordEvent(transaction, {
      type: 'agent_registered',
      clientId: client.id,
      agentId: agent.id,
      instanceId: body.instance_id,
      message: `Agent ${body.logical_agent_id} registered on ${body.instance_id}`,
      at: now,
    });
    return { agent_id: agent.id, client_id: client.id, config: await agentSettings(transaction, agent) };
  });
});

/** What the narrowest of the columns holds. */
function filled(characters: number) {
  return z.string().check(z.minLength(1), z.maxLength(characters));
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

async function findAgent(transaction: StoreTransaction, registration: AgentRegistration): Promise<AgentRow | undefined> {
  return transaction
    .selectFrom('agents')
    .selectAll()
    .where('client_id', '=', registration.clientId)
    .where('logical_agent_id', '=', registration.logical_agent_id)
    .$if(isMysql(transaction), (query) => query.forUpdate())
    .executeTakeFirst();
}

function refuseForeign(instance: InstanceRow, caller: { readonly clientId: string; readonly agentId: string | null }): void {
  const isForeign = instance.client_id !== caller.clientId || (instance.agent_id !== null && instance.agent_id !== caller.agentId);
  if (isForeign) throw refusal(409, `Instance ${instance.id} cannot be registered by this agent`);
}

function servesAsPrimary(instance: InstanceRow): boolean {
  return instance.instance_status === 'running_primary' && instance.is_primary === 1;
}

async function bookAsPrimary(
  transaction: StoreTransaction,
  { registration, agentId }: { readonly registration: AgentRegistration; readonly agentId: string },
): Promise<void> {
  await bookInstance(transaction, {
    clientId: registration.clientId,
    agentId,
    instanceId: registration.instance_id,
    instanceType: registration.instance_type,
    region: registration.region,
    az: registration.az,
    mode: registration.mode ?? 'unknown',
    poolId: null,
    imageId: registration.ami_id ?? null,
    spotPrice: null,
    onDemandPrice: null,
    isPrimary: true,
    now: registration.now,
  });
}
