import type { PriceBook } from '../domain/cost.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { registerCommand } from '../domain/findings/remedies.ts';
import type { Client, FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Instance } from '../domain/instance.ts';
import { type Fleet, reconcile } from '../domain/reconciliation.ts';
import { checkColumnLimits } from '../domain/registration/check-column-limits.ts';
import { chooseRegistrationAgent } from '../domain/registration/choose-registration-agent.ts';
import { crowdedAgents } from '../domain/registration/crowded-agents.ts';
import { planRegistration } from '../domain/registration/plan-registration.ts';
import type { RegistrationFacts } from '../domain/registration/registration-facts.ts';
import type { RegistrationObjection, RegistrationPlan } from '../domain/registration/registration-plan.ts';
import type { RegistrationAllowances, RegistrationWish } from '../domain/registration/registration-wish.ts';
import type { MachineFacts } from '../ports/machine.ts';
import type { Ports } from '../ports/ports.ts';
import { gatherFleet } from './gather-fleet.ts';
import { findInstances } from './registration/find-instances.ts';
import { findPrices, type FoundWish, pricesOf } from './registration/find-prices.ts';
import { readWait } from './registration/read-wait.ts';
import { requireOwnAccount, withOwnMachine } from './registration/own-machine.ts';
import { requireSeen, unseenError } from './require-seen.ts';
import { see } from './see.ts';

export interface PlanRegistrationsInput {
  readonly clientId: string | null;
  /** Where to look for instances that name no region; `null` for the regions of the client's agents and instances. */
  readonly regions: readonly string[] | null;
  readonly wishes: readonly RegistrationWish[];
  readonly allows: RegistrationAllowances;
  /** What the machine spotctl runs on told of itself, where that is what is registered. */
  readonly ownMachine: MachineFacts | null;
}

/** An instance that may be registered, or is already: all that has to be shown before anything is written. */
export interface PlannedRegistration {
  readonly wish: RegistrationWish;
  readonly facts: RegistrationFacts;
  readonly row: Instance | null;
  readonly plan: Exclude<RegistrationPlan, { kind: 'refused' }>;
}

export interface RefusedRegistration {
  readonly wish: RegistrationWish;
  readonly error: SpotctlError;
}

export interface RegistrationSet {
  readonly account: string;
  readonly client: Client;
  /** In the order of the wishes. */
  readonly items: readonly (PlannedRegistration | RefusedRegistration)[];
}

export function isRefused(item: PlannedRegistration | RefusedRegistration): item is RefusedRegistration {
  return 'error' in item;
}

/**
 * What registering the instances would come to, each by itself; one that is refused does not hide the others. Changes nothing.
 * Facts come from EC2, prices from its history and the backend's rows. An item's error is `INSTANCE_UNKNOWN`, `AGENT_UNKNOWN`,
 * `AGENT_AMBIGUOUS`, `REGISTRATION_REFUSED`, `REGISTRATION_INVALID`, or AWS's own. Throws where backend or account cannot be read.
 */
export async function gatherRegistrations(ports: Ports, input: PlanRegistrationsInput): Promise<RegistrationSet> {
  const { wishes, regions, ownMachine } = input;
  const snapshot = await readBooks(ports, { clientId: input.clientId, verifiesClient: true });
  const client = requireSeen(snapshot.client);
  const books = requireSeen(snapshot.backend);
  const account = await requireOwnAccount(see(ports.cloud().then((cloud) => cloud.account())), ownMachine);
  const inEc2 = await findInstances(ports, { wishes, books, regions, account });
  const looks = wishes.map((wish) => ({ wish, ...withOwnMachine(inEc2.find(wish), { wish, ownMachine }) }));
  const found = looks.flatMap(({ wish, look }) => (look.ok ? [{ wish, cloud: look.value }] : []));
  const fleet = reconcile(snapshot);
  const prices = await findPrices(ports, { found, fleet });
  const context: PlanContext = { ports, snapshot, fleet, client, prices, allows: input.allows };
  const items = looks.map(async ({ wish, look, note }) => {
    const notes = [inEc2.accountNote, note, noteOnForeignIds(snapshot)].flatMap((text) => text ?? []);
    return look.ok
      ? await planOne({ wish, cloud: look.value }, { ...context, notes })
      : { wish, error: withId(unseenError(look), wish.instanceId) };
  });
  return { account, client, items: refuseCrowds(await Promise.all(items)) };
}

/** Rows and agents as they are now, with the agent of each row; EC2 is not asked. */
export async function readBooks(
  ports: Ports,
  read: { readonly clientId: string | null; readonly verifiesClient: boolean },
): Promise<FleetSnapshot> {
  return await gatherFleet(ports, { ...read, regions: [], asksCloud: false, asksAccount: false, asksAttribution: true });
}

/** `null` where no source could tell. */
export function foreignIdsOf(snapshot: FleetSnapshot): ReadonlySet<string> | null {
  const told = [snapshot.backend, snapshot.database].flatMap((seen) =>
    seen.ok && seen.value.foreignInstanceIds !== null ? [seen.value.foreignInstanceIds] : [],
  );
  return told.length === 0 ? null : new Set(told.flatMap((ids) => [...ids]));
}

/** Of a list that tells other clients' ids, but not all of them. */
function noteOnForeignIds({ backend, database }: FleetSnapshot): string | null {
  if (!backend.ok || database.ok || backend.value.foreignInstanceIds === null) return null;
  const { attributionLack } = backend.value;
  return attributionLack === undefined ? null : `${attributionLack} Whether another client has the instance is told of those alone.`;
}

interface PlanContext {
  readonly ports: Ports;
  readonly snapshot: FleetSnapshot;
  readonly fleet: Fleet;
  readonly client: Client;
  readonly prices: PriceBook;
  readonly allows: RegistrationAllowances;
}

async function planOne(
  found: FoundWish,
  context: PlanContext & { readonly notes: readonly string[] },
): Promise<PlannedRegistration | RefusedRegistration> {
  const { wish, cloud } = found;
  const { ports, snapshot, fleet, client, allows, notes } = context;
  const row = fleet.instances.find(({ id }) => id === wish.instanceId)?.row ?? null;
  const chosen = chooseRegistrationAgent({ agents: fleet.agents, named: wish.agent, tags: cloud.tags, row });
  if (!chosen.chosen)
    return { wish, error: new SpotctlError({ code: chosen.code, message: chosen.reason, details: { id: wish.instanceId } }) };
  const facts: RegistrationFacts = {
    cloud,
    agent: chosen.agent,
    fleet,
    clientId: client.id,
    foreignInstanceIds: foreignIdsOf(snapshot),
    isPrimary: wish.isPrimary,
    overrides: wish.overrides,
    allows,
    ...pricesOf(found, context.prices),
    wait: wish.isPrimary ? await readWait(ports, chosen.agent) : null,
    now: snapshot.takenAt,
    notes,
  };
  const plan = planRegistration(facts);
  if (plan.kind === 'refused') return { wish, error: refusal(wish, plan) };
  const problems = checkColumnLimits(plan.request);
  if (problems.length === 0) return { wish, facts, row, plan };
  const message = `${wish.instanceId} is not registered, and nothing was sent: ${problems.join('; ')}.`;
  return { wish, error: new SpotctlError({ code: 'REGISTRATION_INVALID', message, details: { id: wish.instanceId } }) };
}

/** A registration that a rule does not allow. */
export function refusal(wish: RegistrationWish, { reason, next }: RegistrationObjection): SpotctlError {
  const message = `${wish.instanceId} is not registered: ${reason}.`;
  return new SpotctlError({ code: 'REGISTRATION_REFUSED', message, hint: next, details: { id: wish.instanceId } });
}

function refuseCrowds(items: RegistrationSet['items']): RegistrationSet['items'] {
  const ready = items.flatMap((item) =>
    isRefused(item) || item.plan.kind !== 'ready'
      ? []
      : [{ instanceId: item.wish.instanceId, agentId: item.facts.agent.id, isPrimary: item.wish.isPrimary }],
  );
  const crowded = crowdedAgents(ready);
  return items.map((item) => {
    const rivals = isRefused(item) || !item.wish.isPrimary || item.plan.kind !== 'ready' ? undefined : crowded.get(item.facts.agent.id);
    if (isRefused(item) || rivals === undefined) return item;
    const others = rivals.filter((id) => id !== item.wish.instanceId).join(', ');
    const reason = `agent ${item.facts.agent.logicalAgentId} can have one primary, and ${others} was to become it as well; name one, or register the others with --replica`;
    const next = `If it is to be this one: ${registerCommand(item.wish.instanceId, item.facts.agent)}`;
    return { wish: item.wish, error: refusal(item.wish, { reason, next }) };
  });
}

function withId({ code, message, cause, hint }: SpotctlError, id: string): SpotctlError {
  return new SpotctlError({ code, message, cause, hint, details: { id } });
}
