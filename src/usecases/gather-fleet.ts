import type { CloudInstance } from '../domain/cloud-instance.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { Client, FleetRows, FleetSnapshot } from '../domain/fleet-snapshot.ts';
import { isInstanceId } from '../domain/instance.ts';
import { notAsked, type Seen } from '../domain/seen.ts';
import type { Backend } from '../ports/backend.ts';
import type { Cloud, InstanceQuery } from '../ports/cloud.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

export interface GatherInput {
  /** The configured client; where set, a list needs no call to learn it. */
  readonly clientId: string | null;
  /** Regions to ask EC2 in; `null` for those of the agents and instances. */
  readonly regions: readonly string[] | null;
  readonly asksCloud: boolean;
  /** Whether the caller's account is asked of STS. */
  readonly asksAccount: boolean;
  /** Asks the token's own client even where one is configured, and refuses a token of another: required before any write. */
  readonly verifiesClient: boolean;
  /** Whether the administration's list is asked for each row's agent and for other clients' ids. */
  readonly asksAttribution: boolean;
}

/**
 * Asks backend, database and EC2 side by side and keeps why a source could not be seen.
 * Calls: backend 4 to 6, database 1, EC2 one query by tags and one for every 100 ids the tags did not return, a region.
 */
export async function gatherFleet(ports: Ports, input: GatherInput): Promise<FleetSnapshot> {
  const takenAt = ports.clock.now().toISOString();
  const byTags =
    input.asksCloud && input.regions !== null ? askByTags(ports, input.regions) : new Map<string, Promise<Seen<CloudInstance[]>>>();
  const client = await see(identify(ports, input));
  const clientId = client.ok ? client.value.id : input.clientId;
  const [backend, database] = await Promise.all([
    client.ok ? see(askBackend(ports, { clientId: client.value.id, asksAttribution: input.asksAttribution })) : client,
    askDatabase(ports, clientId),
  ]);
  const rows = [backend, database].flatMap((seen) => (seen.ok ? [seen.value] : []));
  const [regions, account] = await Promise.all([askCloud({ ports, input, rows, byTags }), askAccount(ports, { input, rows })]);
  return { takenAt, client, backend, database, regions, account };
}

/** Regions of a fleet: all that its agents, rows and replicas name, since a ghost may stand where nothing else is left. */
export function regionsOf(rows: readonly FleetRows[]): readonly string[] {
  const named = rows.flatMap(({ agents, instances, replicas }) => [...agents, ...instances, ...replicas]);
  const regions = named.flatMap(({ region }): string[] => (region === null || region === '' ? [] : [region]));
  return [...new Set(regions)].toSorted();
}

async function identify(ports: Ports, input: GatherInput): Promise<Client> {
  if (input.clientId !== null && !input.verifiesClient) return { id: input.clientId, name: input.clientId };
  const backend = await ports.backend();
  const client = await backend.identify();
  if (input.clientId !== null && client.id !== input.clientId) {
    throw new SpotctlError({
      code: 'SETTINGS_INVALID',
      message: `The token belongs to client ${client.name} (${client.id}), but the configured client is ${input.clientId}.`,
      hint: 'Unset SPOTCTL_CLIENT_ID, or use the token of that client.',
    });
  }
  return client;
}

async function askBackend(ports: Ports, asked: { readonly clientId: string; readonly asksAttribution: boolean }): Promise<FleetRows> {
  const { clientId, asksAttribution } = asked;
  const backend = await ports.backend();
  const attribution = asksAttribution ? see(backend.attributedInstances()) : Promise.resolve(notAsked('not needed here'));
  const [agents, instances, replicas, attributed] = await Promise.all([
    backend.agents(clientId),
    backend.instances(clientId),
    backend.replicas(clientId),
    attribution,
  ]);
  return attribute({ clientId, agents, instances, replicas }, attributed);
}

function attribute(
  rows: { readonly clientId: string } & Omit<FleetRows, 'foreignInstanceIds'>,
  attributed: Seen<Awaited<ReturnType<Backend['attributedInstances']>>>,
): FleetRows {
  const { clientId, agents, replicas } = rows;
  const pointing = new Map(agents.flatMap((agent) => (agent.instanceId === null ? [] : [[agent.instanceId, agent.id]])));
  const known = new Map(attributed.ok ? attributed.value.instances.map((row) => [row.id, row.agentId]) : []);
  const instances = rows.instances.map((row) => ({
    ...row,
    clientId,
    agentId: row.agentId ?? known.get(row.id) ?? pointing.get(row.id) ?? null,
  }));
  const foreign = attributed.ok ? attributed.value.instances.filter((row) => row.clientId !== clientId).map((row) => row.id) : null;
  return { agents, instances, replicas, foreignInstanceIds: foreign === null ? null : new Set(foreign) };
}

async function askDatabase(ports: Ports, clientId: string | null): Promise<Seen<FleetRows>> {
  const database = await see(ports.database());
  if (!database.ok) return database;
  if (database.value === null) return notAsked('no database is configured');
  if (clientId === null) return { ok: false, why: 'the backend did not say which client this is', code: 'CLIENT_UNKNOWN' };
  return await see(database.value.fleet(clientId));
}

function askByTags(ports: Ports, regions: readonly string[]): Map<string, Promise<Seen<CloudInstance[]>>> {
  return new Map(regions.map((region) => [region, see(collect(ports.cloud(), { region, query: { by: 'fleet-tags' } }))]));
}

async function askCloud(asked: {
  readonly ports: Ports;
  readonly input: GatherInput;
  readonly rows: readonly FleetRows[];
  readonly byTags: Map<string, Promise<Seen<CloudInstance[]>>>;
}): Promise<ReadonlyMap<string, Seen<readonly CloudInstance[]>>> {
  const { ports, input, rows } = asked;
  if (!input.asksCloud) return new Map();
  const regions = input.regions ?? regionsOf(rows);
  const tagged = input.regions === null ? askByTags(ports, regions) : asked.byTags;
  const seen = regions.map(async (region) => {
    const found = (await tagged.get(region)) ?? notAsked('EC2 was not asked');
    return [region, found.ok ? await addById({ ports, region, found: found.value, rows }) : found] as const;
  });
  return new Map(await Promise.all(seen));
}

async function addById(asked: {
  readonly ports: Ports;
  readonly region: string;
  readonly found: readonly CloudInstance[];
  readonly rows: readonly FleetRows[];
}): Promise<Seen<readonly CloudInstance[]>> {
  const seen = new Set(asked.found.map((instance) => instance.id));
  const wanted = asked.rows.flatMap((rows) => idsIn(rows, asked.region)).filter((id) => isInstanceId(id) && !seen.has(id));
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return { ok: true, value: asked.found };
  const others = await see(collect(asked.ports.cloud(), { region: asked.region, query: { by: 'ids', ids } }));
  return others.ok ? { ok: true, value: [...asked.found, ...others.value] } : others;
}

function idsIn(rows: FleetRows, region: string): string[] {
  const instances = rows.instances.filter((row) => row.region === region).map((row) => row.id);
  const replicas = rows.replicas.filter((row) => row.region === region).map((row) => row.instanceId);
  const pointedAt = rows.agents.filter((row) => row.region === region).flatMap((row) => row.instanceId ?? []);
  return [...instances, ...replicas, ...pointedAt];
}

async function collect(cloud: Promise<Cloud>, asked: { readonly region: string; readonly query: InstanceQuery }): Promise<CloudInstance[]> {
  const found: CloudInstance[] = [];
  for await (const instance of (await cloud).instances(asked.region, asked.query)) found.push(instance);
  return found;
}

async function askAccount(
  ports: Ports,
  asked: { readonly input: GatherInput; readonly rows: readonly FleetRows[] },
): Promise<Seen<string>> {
  const { input, rows } = asked;
  const region = (input.regions ?? regionsOf(rows))[0];
  if (!input.asksAccount || region === undefined) return notAsked('the account was not asked');
  return await see(ports.cloud().then((cloud) => cloud.account()));
}
