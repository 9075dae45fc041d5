import type { CloudInstance } from '../domain/cloud-instance.ts';
import type { FleetRows } from '../domain/fleet-snapshot.ts';
import { isInstanceId } from '../domain/instance.ts';
import type { Seen } from '../domain/seen.ts';
import type { InstanceQuery } from '../ports/cloud.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

export interface CloudSearch {
  /** `null` for those that the books name. */
  readonly regions: readonly string[] | null;
  /** What backend and database say, on its way. */
  readonly books: readonly Promise<Seen<FleetRows>>[];
}

/** What was asked of one region, the query by tags first. */
interface RegionSearch {
  readonly answers: Promise<Seen<readonly CloudInstance[]>>[];
  readonly askedIds: Set<string>;
}

/**
 * EC2's word in every region, asked as soon as a book names it: a book that hangs holds back only what it alone names.
 * Calls: one query by tags a region, one for every 100 ids the tags did not return.
 */
export async function gatherCloud(ports: Ports, search: CloudSearch): Promise<ReadonlyMap<string, Seen<readonly CloudInstance[]>>> {
  const searches = new Map<string, RegionSearch>();
  const searchIn = (region: string): RegionSearch => {
    const known = searches.get(region);
    if (known !== undefined) return known;
    const begun = { answers: [see(collect(ports, { region, query: { by: 'fleet-tags' } }))], askedIds: new Set<string>() };
    searches.set(region, begun);
    return begun;
  };
  for (const region of search.regions ?? []) searchIn(region);
  await Promise.all(search.books.map(async (book) => await followBook(ports, { book: await book, regions: search.regions, searchIn })));
  const found = [...searches].map(async ([region, { answers }]) => [region, joined(await Promise.all(answers))] as const);
  const byRegion = await Promise.all(found);
  return new Map(search.regions === null ? byRegion.toSorted(([one], [other]) => (one < other ? -1 : 1)) : byRegion);
}

/** Regions of a fleet: all that its agents, rows and replicas name, since a ghost may stand where nothing else is left. */
export function regionsOf(rows: readonly FleetRows[]): readonly string[] {
  const named = rows.flatMap(({ agents, instances, replicas }) => [...agents, ...instances, ...replicas]);
  const regions = named.flatMap(({ region }): string[] => (region === null || region === '' ? [] : [region]));
  return [...new Set(regions)].toSorted();
}

async function followBook(
  ports: Ports,
  following: {
    readonly book: Seen<FleetRows>;
    readonly regions: readonly string[] | null;
    readonly searchIn: (region: string) => RegionSearch;
  },
): Promise<void> {
  const { book, regions, searchIn } = following;
  if (!book.ok) return;
  const rows = book.value;
  await Promise.all((regions ?? regionsOf([rows])).map(async (region) => await askById(ports, { region, rows, search: searchIn(region) })));
}

/** Asks for the ids of a book that neither the tags returned nor another book has asked for. */
async function askById(
  ports: Ports,
  asked: { readonly region: string; readonly rows: FleetRows; readonly search: RegionSearch },
): Promise<void> {
  const { region, rows, search } = asked;
  const tagged = await search.answers[0];
  if (tagged?.ok !== true) return;
  const known = new Set(tagged.value.map(({ id }) => id));
  const ids = new Set(idsIn(rows, region).filter((id) => isInstanceId(id) && !known.has(id) && !search.askedIds.has(id)));
  if (ids.size === 0) return;
  for (const id of ids) search.askedIds.add(id);
  search.answers.push(see(collect(ports, { region, query: { by: 'ids', ids: [...ids] } })));
}

function joined(answers: readonly Seen<readonly CloudInstance[]>[]): Seen<readonly CloudInstance[]> {
  return answers.find(({ ok }) => !ok) ?? { ok: true, value: answers.flatMap((answer) => (answer.ok ? answer.value : [])) };
}

function idsIn(rows: FleetRows, region: string): string[] {
  const instances = rows.instances.filter((row) => row.region === region).map((row) => row.id);
  const replicas = rows.replicas.filter((row) => row.region === region).map((row) => row.instanceId);
  const pointedAt = rows.agents.filter((row) => row.region === region).flatMap((row) => row.instanceId ?? []);
  return [...instances, ...replicas, ...pointedAt];
}

async function collect(ports: Ports, asked: { readonly region: string; readonly query: InstanceQuery }): Promise<CloudInstance[]> {
  const cloud = await ports.cloud();
  const found: CloudInstance[] = [];
  for await (const instance of cloud.instances(asked.region, asked.query)) found.push(instance);
  return found;
}
