import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import {
  type Client,
  type FleetRows,
  type FleetSnapshot,
  holdRows,
  type PackableRows,
  type PackableSnapshot,
} from '../domain/fleet-snapshot.ts';
import { RowPacker } from '../domain/rows/packed-rows.ts';
import { cloudPacking } from '../domain/rows/packings.ts';
import { RowIndex } from '../domain/rows/row-index.ts';
import { mapRows } from '../domain/rows/rows.ts';
import { notAsked, type Seen } from '../domain/seen.ts';
import type { CloudInstance } from '../domain/cloud-instance.ts';
import type { Attribution } from '../ports/backend.ts';
import type { LeftOut } from '../ports/cloud.ts';
import type { Ports } from '../ports/ports.ts';
import { completeAttribution } from './complete-attribution.ts';
import { type CloudKeeping, gatherCloud, regionsOf } from './gather-cloud.ts';
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
  /** Whether the database may say whose token this is where the backend does not: enough to look, never to write. */
  readonly trustsDatabaseWithClient?: boolean;
}

/**
 * Asks backend, database and EC2 side by side and keeps why a source could not be seen.
 * Calls: backend 4 to 6 (a few more where the list of all rows is full), database 1, EC2 one query by tags and one for every 100 ids the tags did not return, a region.
 */
export async function gatherFleet(ports: Ports, input: GatherInput): Promise<FleetSnapshot> {
  return holdRows(await gather(ports, { input, keeping: HELD }));
}

/** The same for a long fleet, whose rows are kept packed and made anew whenever they are looked at. */
export async function gatherPacked(
  ports: Ports,
  { leavesOut, ...input }: GatherInput & { readonly leavesOut: LeftOut },
): Promise<PackableSnapshot> {
  return await gather(ports, { input, keeping: { begin: () => new RowPacker(cloudPacking), leavesOut } });
}

const HELD: CloudKeeping = {
  begin: () => {
    const instances: CloudInstance[] = [];
    return { push: (instance) => instances.push(instance), rows: () => instances };
  },
  leavesOut: undefined,
};

async function gather(
  ports: Ports,
  { input, keeping }: { readonly input: GatherInput; readonly keeping: CloudKeeping },
): Promise<PackableSnapshot> {
  const takenAt = ports.clock.now().toISOString();
  const identifying = see(identify(ports, input));
  const asksBackend = identifying.then(async (client) =>
    client.ok ? await see(askBackend(ports, { clientId: client.value.id, asksAttribution: input.asksAttribution })) : client,
  );
  const asksDatabase = identifying.then(
    async (client) => await askDatabase(ports, client.ok ? { ...input, clientId: client.value.id } : input),
  );
  const books = [asksBackend, asksDatabase];
  const [client, backend, database, regions, account] = await Promise.all([
    identifying,
    asksBackend,
    asksDatabase,
    input.asksCloud ? gatherCloud(ports, { keeping, regions: input.regions, books }) : new Map(),
    Promise.all(books).then(async (seen) => await askAccount(ports, { input, seen })),
  ]);
  return { takenAt, client, backend, database, regions, account };
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

async function askBackend(ports: Ports, asked: { readonly clientId: string; readonly asksAttribution: boolean }): Promise<PackableRows> {
  const { clientId, asksAttribution } = asked;
  const backend = await ports.backend();
  const whole = asksAttribution ? see(backend.attributedInstances(null)) : Promise.resolve(notAsked('not needed here'));
  const own = [backend.agents(clientId), backend.instances(clientId)] as const;
  const ownRegions = async (): Promise<readonly string[]> => {
    const places = new Set<string>();
    for (const rows of await Promise.all(own)) for (const { region } of rows) if (region !== null && region !== '') places.add(region);
    return [...places];
  };
  const [agents, instances, replicas, attributed] = await Promise.all([
    ...own,
    backend.replicas(clientId),
    completeAttribution(backend, { whole, ownRegions }),
  ]);
  return attribute({ clientId, agents, instances, replicas }, attributed);
}

function attribute(
  rows: { readonly clientId: string } & Omit<PackableRows, 'foreignInstanceIds'>,
  attributed: Seen<Attribution>,
): PackableRows {
  const { clientId, agents, replicas } = rows;
  const pointing = new RowIndex(agents, ({ instanceId }) => instanceId);
  const known = new Map(attributed.ok ? attributed.value.instances.map((row) => [row.id, row]) : []);
  const instances = mapRows(rows.instances, (row) => ({
    ...row,
    clientId,
    agentId: row.agentId ?? known.get(row.id)?.agentId ?? pointing.find(row.id)?.id ?? null,
    installedAt: row.installedAt ?? known.get(row.id)?.installedAt ?? null,
  }));
  const foreign = attributed.ok ? attributed.value.instances.filter((row) => row.clientId !== clientId).map((row) => row.id) : null;
  const attributionLack = lackOf(attributed);
  return {
    agents,
    instances,
    replicas,
    foreignInstanceIds: foreign === null ? null : new Set(foreign),
    ...(attributionLack !== null && { attributionLack }),
  };
}

function lackOf(attributed: Seen<Attribution>): string | null {
  if (!attributed.ok)
    return attributed.code === 'NOT_CONFIGURED' ? null : `The backend's list of all rows was not to be had: ${attributed.why}`;
  return attributed.value.isComplete ? null : "The backend's list of all rows stops at 500 without a word.";
}

async function askDatabase(ports: Ports, { clientId, trustsDatabaseWithClient = false }: GatherInput): Promise<Seen<FleetRows>> {
  const database = await see(ports.database());
  if (!database.ok) return database;
  const { value } = database;
  if (value === null) return notAsked('no database is configured');
  // The backend may be down: its own book still knows whose token this is.
  const asked = clientId === null && trustsDatabaseWithClient ? await see(value.ownClient()) : ({ ok: true, value: clientId } as const);
  if (!asked.ok) return asked;
  if (asked.value === null)
    return { ok: false, why: 'neither backend nor database say which client this is: name it with --client', code: 'CLIENT_UNKNOWN' };
  return await see(value.fleet(asked.value));
}

async function askAccount(
  ports: Ports,
  asked: { readonly input: GatherInput; readonly seen: readonly Seen<PackableRows>[] },
): Promise<Seen<string>> {
  const { input, seen } = asked;
  if (!input.asksAccount) return notAsked('the account was not asked');
  const regions = input.regions ?? regionsOf(seen.flatMap((book) => (book.ok ? [book.value] : [])));
  if (regions.length === 0) return notAsked('the account was not asked');
  return await see(ports.cloud().then((cloud) => cloud.account()));
}
