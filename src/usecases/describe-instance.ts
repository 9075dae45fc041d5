import type { CloudInstance } from '../domain/cloud-instance.ts';
import { type PriceBook, priceBook } from '../domain/cost.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { fleetFindings } from '../domain/findings/fleet-findings.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import { isInstanceId, type Timestamp } from '../domain/instance.ts';
import {
  type BookedEvent,
  type InstanceHistory,
  type InstanceSwitch,
  instanceTimeline,
  type TimelineEntry,
} from '../domain/instance-timeline.ts';
import { isKnown, type KnownInstance, knownInstance } from '../domain/known-instance.ts';
import { reconcile } from '../domain/reconciliation.ts';
import { notAsked, type Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { gatherFleet } from './gather-fleet.ts';
import { gatherPrices } from './gather-prices.ts';
import { searchCloud } from './search-cloud.ts';
import { see } from './see.ts';
import { seenRows, type Unseen, unseenPart, unseenSources } from './unseen-sources.ts';

export interface DescribeInput {
  readonly id: string;
  readonly clientId: string | null;
  readonly regions: readonly string[] | null;
  /** Asked where no source names a region of the fleet. */
  readonly fallbackRegion: string | null;
}

/** Each source's word on one instance, and what follows from all of them. */
export interface DescribedInstance extends KnownInstance {
  /** `null` where EC2 does not run it or did not say. */
  readonly isProtected: boolean | null;
  readonly prices: PriceBook;
  readonly now: Timestamp;
  /** Codes of the findings, by the instance's id. */
  readonly findings: ReadonlyMap<string, readonly string[]>;
  readonly timeline: readonly TimelineEntry[];
  readonly unseen: readonly Unseen[];
}

/**
 * All that is known of one instance, from every source. EC2 is asked for it in every region of the fleet, whatever the rows say.
 * Throws `INSTANCE_ID_MALFORMED`; `INSTANCE_UNKNOWN` where every source was seen and none knows it; the backend's own error where
 * nothing is known and no book was seen.
 */
export async function describeInstance(ports: Ports, input: DescribeInput): Promise<DescribedInstance> {
  const { id, clientId, regions, fallbackRegion } = input;
  if (!isInstanceId(id)) throw new SpotctlError({ code: 'INSTANCE_ID_MALFORMED', message: `"${id}" is not an EC2 instance id.` });
  const asks = { asksCloud: true, asksAccount: false, verifiesClient: false, asksAttribution: true };
  const gathered = await gatherFleet(ports, { clientId, regions, ...asks });
  const snapshot = await searchCloud(ports, { ids: [id], snapshot: gathered, fallbackRegion });
  const known = knownInstance(snapshot, id);
  const unseen = unseenHere(snapshot, known);
  if (!isKnown(known)) refuseUnknown({ id, snapshot, unseen });
  return await addDetails(ports, { known, snapshot, unseen });
}

/** What takes a call of its own, asked side by side. */
async function addDetails(
  ports: Ports,
  found: { readonly known: KnownInstance; readonly snapshot: FleetSnapshot; readonly unseen: readonly Unseen[] },
): Promise<DescribedInstance> {
  const { known, snapshot } = found;
  const machine = known.cloud.ok ? known.cloud.value : null;
  const fleet = reconcile(snapshot);
  const priced = { agents: [], instances: known.instance === null ? [] : [known.instance] };
  const [switches, events, acts, isProtected, prices] = await Promise.all([
    askSwitches(ports, { id: known.id, snapshot }),
    askEvents(ports, known),
    see(ports.journal().then((journal) => journal.history(known.id))),
    askProtection(ports, machine),
    gatherPrices(ports, { fleet: priced, now: snapshot.takenAt }),
  ]);
  return {
    ...known,
    isProtected: isProtected.ok ? isProtected.value : null,
    prices: priceBook(fleet.instances, prices.prices),
    now: snapshot.takenAt,
    findings: fleetFindings(snapshot, { fleet }),
    timeline: timelineOf({
      known,
      machine,
      switches: switches.ok ? switches.value : [],
      events: events.ok ? events.value : [],
      acts: acts.ok ? acts.value : [],
    }),
    unseen: [
      ...found.unseen,
      ...unseenPart('switch history', switches),
      ...unseenPart('backend events', events),
      ...unseenPart('journal', acts),
      ...unseenPart('protection', isProtected),
      ...prices.unseen,
    ],
  };
}

function timelineOf(
  told: Pick<InstanceHistory, 'switches' | 'events' | 'acts'> & { readonly known: KnownInstance; readonly machine: CloudInstance | null },
): readonly TimelineEntry[] {
  const { known, machine, ...others } = told;
  const { id, backend, database } = known;
  const books = { backend: backend.ok ? backend.value : null, database: database.ok ? database.value : null };
  return instanceTimeline({ id, cloud: machine, ...others, ...books });
}

/** The backend's own events stand in its database alone, and are found by their agent. */
async function askEvents(ports: Ports, { id, instance, database }: KnownInstance): Promise<Seen<readonly BookedEvent[]>> {
  const agentId = instance?.row?.agentId ?? instance?.agent?.id ?? null;
  if (!database.ok || agentId === null) return notAsked('no database, or no agent');
  return await see(ports.database().then(async (asked) => (await asked?.events({ agentId, instanceId: id })) ?? []));
}

async function askSwitches(
  ports: Ports,
  { id, snapshot }: { readonly id: string; readonly snapshot: FleetSnapshot },
): Promise<Seen<readonly InstanceSwitch[]>> {
  const { client, backend } = snapshot;
  if (!client.ok || !backend.ok) return notAsked('the backend was not seen');
  return await see(ports.backend().then((asked) => asked.switches(client.value.id, id)));
}

/** EC2 lets nobody protect a spot instance, so it is asked for on-demand ones only. */
async function askProtection(ports: Ports, machine: CloudInstance | null): Promise<Seen<boolean | null>> {
  if (machine === null || machine.state === 'terminated') return { ok: true, value: null };
  if (machine.lifecycle === 'spot') return { ok: true, value: false };
  const asked = ports.cloud().then((cloud) => cloud.protection(machine.region, machine.id));
  return await see(asked.then(({ termination, stop }) => termination || stop));
}

/** Sources that may know more of this instance. A region that could not be read is none of them once EC2 has it elsewhere. */
function unseenHere(snapshot: FleetSnapshot, { cloud }: KnownInstance): readonly Unseen[] {
  if (cloud.ok) return unseenSources({ ...snapshot, regions: new Map() });
  const unasked = snapshot.regions.size > 0 ? [] : [{ source: 'EC2', why: cloud.why, code: cloud.code }];
  return [...unseenSources(snapshot), ...unasked];
}

function refuseUnknown(search: { readonly id: string; readonly snapshot: FleetSnapshot; readonly unseen: readonly Unseen[] }): void {
  seenRows(search.snapshot);
  if (search.unseen.length > 0) return;
  const regions = [...search.snapshot.regions.keys()].join(', ');
  throw new SpotctlError({
    code: 'INSTANCE_UNKNOWN',
    message: `Neither the backend nor EC2 in ${regions} knows ${search.id}.`,
    hint: 'Check the id; name other regions with --region, another client or account with --context.',
  });
}
