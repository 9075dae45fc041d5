import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { FleetRows } from '../../domain/fleet-snapshot.ts';
import type { RegistrationWish } from '../../domain/registration/registration-wish.ts';
import type { Seen } from '../../domain/seen.ts';
import type { Ports } from '../../ports/ports.ts';
import { regionsOf } from '../gather-cloud.ts';
import { see } from '../see.ts';

/** Rows that are asked for besides, a region: enough to tell whether the fleet is in this account at all. */
const MOST_WITNESSES = 50;

export interface FoundInstances {
  /** EC2's word on the wish's instance, or why there is none. */
  find(wish: RegistrationWish): Seen<CloudInstance>;
  /** What the operator has to know of the account itself; `null` where the fleet is at home there, or nobody can tell. */
  readonly accountNote: string | null;
}

/** Asks EC2 for all wanted instances, one query a region. */
export async function findInstances(
  ports: Ports,
  asked: {
    readonly wishes: readonly RegistrationWish[];
    readonly books: FleetRows;
    readonly regions: readonly string[] | null;
    readonly account: string;
  },
): Promise<FoundInstances> {
  const { wishes, books, account } = asked;
  const fleetRegions = asked.regions ?? regionsOf([books]);
  const placesOf = (wish: RegistrationWish): readonly string[] => (wish.region === null ? fleetRegions : [wish.region]);
  const regions = [...new Set(wishes.flatMap(placesOf))];
  const looks = new Map(
    await Promise.all(
      regions.map(async (region) => {
        const wanted = wishes.filter((wish) => placesOf(wish).includes(region)).map(({ instanceId }) => instanceId);
        return [region, await see(describe(ports, { region, ids: [...new Set([...wanted, ...witnessesIn(books, region)])] }))] as const;
      }),
    ),
  );
  const accountNote = noteOnAccount({ books, looks, account });
  return { accountNote, find: (wish) => pick({ wish, places: placesOf(wish), looks, account, accountNote }) };
}

type Looks = ReadonlyMap<string, Seen<readonly CloudInstance[]>>;

function pick(among: {
  readonly wish: RegistrationWish;
  readonly places: readonly string[];
  readonly looks: Looks;
  readonly account: string;
  readonly accountNote: string | null;
}): Seen<CloudInstance> {
  const { wish, places, looks, account, accountNote } = among;
  const seen = places.flatMap((place) => looks.get(place) ?? []);
  const found = seen.flatMap((look) => (look.ok ? look.value : [])).find(({ id }) => id === wish.instanceId);
  if (found !== undefined) return { ok: true, value: found };
  const unseen = seen.find((look) => !look.ok);
  if (unseen !== undefined) return unseen;
  const where = places.length === 0 ? 'any region, since none is known' : places.join(', ');
  return {
    ok: false,
    code: 'INSTANCE_UNKNOWN',
    why: `EC2 does not know ${wish.instanceId} in account ${account}, in ${where}.`,
    because: { hint: accountNote ?? 'Name its region with --region, or check AWS_PROFILE.' },
  };
}

async function describe(
  ports: Ports,
  { region, ids }: { readonly region: string; readonly ids: readonly string[] },
): Promise<readonly CloudInstance[]> {
  const cloud = await ports.cloud();
  const found: CloudInstance[] = [];
  for await (const instance of cloud.instances(region, { by: 'ids', ids })) found.push(instance);
  return found;
}

function witnessesIn(books: FleetRows, region: string): readonly string[] {
  return runningRows(books)
    .filter((row) => row.region === region)
    .slice(0, MOST_WITNESSES)
    .map(({ id }) => id);
}

function runningRows(books: FleetRows): FleetRows['instances'] {
  return books.instances.filter(({ status }) => status === 'running_primary' || status === 'running_replica');
}

/** Rows that the backend says run, none of which this account has: most likely the account of somebody else. */
function noteOnAccount(known: { readonly books: FleetRows; readonly looks: Looks; readonly account: string }): string | null {
  const { books, looks, account } = known;
  const seen = [...looks].flatMap(([region, look]) => (look.ok ? [{ region, ids: new Set(look.value.map(({ id }) => id)) }] : []));
  const witnesses = seen.flatMap(({ region, ids }) => witnessesIn(books, region).map((id) => ids.has(id)));
  if (witnesses.length === 0 || witnesses.some(Boolean)) return null;
  const count = witnesses.length === 1 ? 'The one instance' : `None of the ${witnesses.length} instances`;
  const verb = witnesses.length === 1 ? 'is not' : 'is';
  return `${count} that the backend says run there ${verb} in account ${account}: these may be the credentials of another account. Check AWS_PROFILE.`;
}
