import type { CloudInstance } from '../domain/cloud-instance.ts';
import type { PackableRows, PackableSnapshot } from '../domain/fleet-snapshot.ts';
import { isInstanceId } from '../domain/instance.ts';
import { RowIndex } from '../domain/rows/row-index.ts';
import { joinRows, type Rows } from '../domain/rows/rows.ts';
import type { Seen } from '../domain/seen.ts';
import type { InstanceQuery, LeftOut } from '../ports/cloud.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/** How EC2's instances are kept, and what is not read of them. */
export interface CloudKeeping {
  readonly begin: () => { push(instance: CloudInstance): unknown; rows(): Rows<CloudInstance> };
  readonly leavesOut: LeftOut | undefined;
}

export interface CloudSearch {
  readonly keeping: CloudKeeping;
  /** `null` for those that the books name. */
  readonly regions: readonly string[] | null;
  /** What backend and database say, on its way. */
  readonly books: readonly Promise<Seen<PackableRows>>[];
}

/** What was asked of one region, the query by tags first. */
interface RegionSearch {
  readonly answers: Promise<Seen<Rows<CloudInstance>>>[];
  readonly askedIds: Set<string>;
}

/**
 * EC2's word in every region, asked as soon as a book names it: a book that hangs holds back only what it alone names.
 * Calls: one query by tags a region, one for every 100 ids the tags did not return.
 */
export async function gatherCloud(ports: Ports, search: CloudSearch): Promise<ReadonlyMap<string, Seen<Rows<CloudInstance>>>> {
  const searches = new Map<string, RegionSearch>();
  const searchIn = (region: string): RegionSearch => {
    const known = searches.get(region);
    if (known !== undefined) return known;
    const begun = {
      answers: [see(collect(ports, { region, query: { by: 'fleet-tags' }, keeping: search.keeping }))],
      askedIds: new Set<string>(),
    };
    searches.set(region, begun);
    return begun;
  };
  for (const region of search.regions ?? []) searchIn(region);
  await Promise.all(search.books.map(async (book) => await followBook(ports, { book: await book, search, searchIn })));
  const found = [...searches].map(async ([region, { answers }]) => [region, joined(await Promise.all(answers))] as const);
  const byRegion = await Promise.all(found);
  return new Map(search.regions === null ? byRegion.toSorted(([one], [other]) => (one < other ? -1 : 1)) : byRegion);
}

/** Regions of a fleet: all that its agents, rows and replicas name, since a ghost may stand where nothing else is left. */
export function regionsOf(rows: readonly PackableRows[]): readonly string[] {
  const named = new Set<string | null>();
  for (const { agents, instances, replicas } of rows) {
    for (const list of [agents, instances, replicas]) for (const { region } of list) named.add(region);
  }
  return [...named]
    .flatMap((region) => region ?? [])
    .filter((region) => region !== '')
    .toSorted();
}

/** Regions that any source names, by a row of its own or by what EC2 runs there. */
export function regionsNamed({ backend, database, regions }: PackableSnapshot): readonly string[] {
  const books = [backend, database].flatMap((seen) => (seen.ok ? [seen.value] : []));
  const running = [...regions].flatMap(([region, seen]) => (seen.ok && seen.value.length > 0 ? [region] : []));
  return [...new Set([...regionsOf(books), ...running])].toSorted();
}

async function followBook(
  ports: Ports,
  following: {
    readonly book: Seen<PackableRows>;
    readonly search: CloudSearch;
    readonly searchIn: (region: string) => RegionSearch;
  },
): Promise<void> {
  const { book, search, searchIn } = following;
  if (!book.ok) return;
  const rows = book.value;
  const { keeping, regions } = search;
  await Promise.all(
    (regions ?? regionsOf([rows])).map(async (region) => await askById(ports, { region, rows, keeping, search: searchIn(region) })),
  );
}

/** Asks for the ids of a book that neither the tags returned nor another book has asked for. */
async function askById(
  ports: Ports,
  asked: { readonly region: string; readonly rows: PackableRows; readonly keeping: CloudKeeping; readonly search: RegionSearch },
): Promise<void> {
  const { region, rows, keeping, search } = asked;
  const tagged = await search.answers[0];
  if (tagged?.ok !== true) return;
  const known = new RowIndex(tagged.value, ({ id }) => id);
  const ids = new Set<string>();
  for (const id of idsIn(rows, region)) if (isInstanceId(id) && !known.has(id) && !search.askedIds.has(id)) ids.add(id);
  if (ids.size === 0) return;
  for (const id of ids) search.askedIds.add(id);
  search.answers.push(see(collect(ports, { region, query: { by: 'ids', ids: [...ids] }, keeping })));
}

function joined(answers: readonly Seen<Rows<CloudInstance>>[]): Seen<Rows<CloudInstance>> {
  const seen = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  return answers.find(({ ok }) => !ok) ?? { ok: true, value: seen.reduce((all, answer) => joinRows(all, answer), []) };
}

function* idsIn(rows: PackableRows, region: string): Generator<string> {
  for (const row of rows.instances) if (row.region === region) yield row.id;
  for (const row of rows.replicas) if (row.region === region) yield row.instanceId;
  for (const row of rows.agents) if (row.region === region && row.instanceId !== null) yield row.instanceId;
}

async function collect(
  ports: Ports,
  asked: { readonly region: string; readonly query: InstanceQuery; readonly keeping: CloudKeeping },
): Promise<Rows<CloudInstance>> {
  const cloud = await ports.cloud();
  const { begin, leavesOut } = asked.keeping;
  const found = begin();
  for await (const instance of cloud.instances(asked.region, { ...asked.query, leavesOut })) found.push(instance);
  return found.rows();
}
