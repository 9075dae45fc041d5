import { type CloudInstance } from '../domain/cloud-instance.ts';
import { priceBook } from '../domain/cost.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import { type Fleet, reconcile } from '../domain/reconciliation.ts';
import { checkColumnLimits } from '../domain/registration/check-column-limits.ts';
import { chooseRegistrationAgent } from '../domain/registration/choose-registration-agent.ts';
import { modeOf, planRegistration, poolOf, type RegistrationOverrides } from '../domain/registration/plan-registration.ts';
import type { RegistrationPlan } from '../domain/registration/registration-plan.ts';
import type { Instance } from '../domain/instance.ts';
import type { Client } from '../domain/fleet-snapshot.ts';
import type { Agent } from '../domain/agent.ts';
import type { Ports } from '../ports/ports.ts';
import { regionsOf } from './gather-cloud.ts';
import { gatherFleet } from './gather-fleet.ts';
import { requireSeen } from './require-seen.ts';
import { see } from './see.ts';

export interface PlanRegistrationInput {
  readonly instanceId: string;
  readonly clientId: string | null;
  /** Where to look for the instance; `null` for the regions of the client's agents and instances. */
  readonly regions: readonly string[] | null;
  /** UUID or logical id; `null` to take the agent that the instance's tag names. */
  readonly agent: string | null;
  readonly isPrimary: boolean;
  readonly overrides: RegistrationOverrides & {
    readonly spotPriceUsdPerHour: number | null;
    readonly onDemandPriceUsdPerHour: number | null;
  };
}

/** What was found, for whom and where: all that has to be shown before anything is written. */
export interface GatheredRegistration {
  readonly account: string;
  readonly client: Client;
  readonly agent: Agent;
  readonly cloud: CloudInstance;
  readonly row: Instance | null;
  readonly plan: Exclude<RegistrationPlan, { kind: 'refused' }>;
}

/**
 * What registering the instance would come to. Changes nothing. Facts come from EC2, prices from its history and the backend's rows.
 * Throws `INSTANCE_UNKNOWN`, `AGENT_UNKNOWN`, `AGENT_AMBIGUOUS`, `REGISTRATION_REFUSED`, or `REGISTRATION_INVALID` for a value no column holds.
 */
export async function gatherRegistration(ports: Ports, input: PlanRegistrationInput): Promise<GatheredRegistration> {
  const snapshot = await readBooks(ports, { clientId: input.clientId, verifiesClient: true });
  const client = requireSeen(snapshot.client);
  const books = requireSeen(snapshot.backend);
  const fleet = reconcile(snapshot);
  const account = await (await ports.cloud()).account();
  const regions = input.regions ?? regionsOf([books]);
  const cloud = await findInstance(ports, { id: input.instanceId, regions, account });
  const row = fleet.instances.find(({ id }) => id === input.instanceId)?.row ?? null;
  const chosen = chooseRegistrationAgent({ agents: fleet.agents, named: input.agent, tags: cloud.tags, row });
  if (!chosen.chosen) throw new SpotctlError({ code: chosen.code, message: chosen.reason });

  const { agent } = chosen;
  const prices = await findPrices(ports, { cloud, fleet, input });
  const foreignInstanceIds = foreignIdsOf(snapshot);
  const facts = {
    cloud,
    agent,
    fleet,
    clientId: client.id,
    foreignInstanceIds,
    isPrimary: input.isPrimary,
    overrides: input.overrides,
    ...prices,
  };
  return { account, client, agent, cloud, row, plan: acceptable(planRegistration(facts), input.instanceId) };
}

/** Rows and agents as they are now, with the agent of each row; EC2 is not asked. */
export async function readBooks(
  ports: Ports,
  read: { readonly clientId: string | null; readonly verifiesClient: boolean },
): Promise<FleetSnapshot> {
  return await gatherFleet(ports, { ...read, regions: [], asksCloud: false, asksAccount: false, asksAttribution: true });
}

function acceptable(plan: RegistrationPlan, id: string): Exclude<RegistrationPlan, { kind: 'refused' }> {
  if (plan.kind === 'refused')
    throw new SpotctlError({ code: 'REGISTRATION_REFUSED', message: `${id} is not registered: ${plan.reason}.` });
  const problems = checkColumnLimits(plan.request);
  if (problems.length === 0) return plan;
  throw new SpotctlError({
    code: 'REGISTRATION_INVALID',
    message: `${id} is not registered, and nothing was sent: ${problems.join('; ')}.`,
  });
}

async function findInstance(
  ports: Ports,
  wanted: { readonly id: string; readonly regions: readonly string[]; readonly account: string },
): Promise<CloudInstance> {
  const { id, regions, account } = wanted;
  const looks = await Promise.all(regions.map((region) => see(describe(ports, { id, region }))));
  const found = looks.flatMap((look) => (look.ok && look.value !== null ? [look.value] : []))[0];
  if (found !== undefined) return found;
  for (const look of looks) requireSeen(look);
  throw new SpotctlError({
    code: 'INSTANCE_UNKNOWN',
    message: `EC2 does not know ${id} in account ${account}, in ${regions.length === 0 ? 'any region, since none is known' : regions.join(', ')}.`,
    hint: 'Name its region with --region, or check AWS_PROFILE.',
    details: { id },
  });
}

async function describe(ports: Ports, { id, region }: { readonly id: string; readonly region: string }): Promise<CloudInstance | null> {
  const cloud = await ports.cloud();
  for await (const instance of cloud.instances(region, { by: 'ids', ids: [id] })) if (instance.id === id) return instance;
  return null;
}

async function findPrices(
  ports: Ports,
  { cloud, fleet, input }: { readonly cloud: CloudInstance; readonly fleet: Fleet; readonly input: PlanRegistrationInput },
): Promise<{ readonly spotPriceUsdPerHour: number | null; readonly onDemandPriceUsdPerHour: number | null }> {
  const { overrides } = input;
  const { instanceType, az } = poolOf({ cloud, overrides });
  const asksSpot = overrides.spotPriceUsdPerHour === null && modeOf({ cloud, overrides }) === 'spot';
  const since = ports.clock.now().toISOString();
  const history = asksSpot ? await see((await ports.cloud()).spotPrices(cloud.region, { instanceTypes: [instanceType], since })) : null;
  const book = priceBook(fleet.instances, history !== null && history.ok ? history.value : []);
  return {
    spotPriceUsdPerHour: overrides.spotPriceUsdPerHour ?? book.spot.get(`${instanceType} ${az}`)?.at(-1)?.usdPerHour ?? null,
    onDemandPriceUsdPerHour: overrides.onDemandPriceUsdPerHour ?? book.onDemand.get(`${instanceType} ${cloud.region}`) ?? null,
  };
}

/** `null` where no source could tell. */
function foreignIdsOf(snapshot: FleetSnapshot): ReadonlySet<string> | null {
  const told = [snapshot.backend, snapshot.database].flatMap((seen) =>
    seen.ok && seen.value.foreignInstanceIds !== null ? [seen.value.foreignInstanceIds] : [],
  );
  return told.length === 0 ? null : new Set(told.flatMap((ids) => [...ids]));
}
