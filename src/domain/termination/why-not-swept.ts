import type { Agent } from '../agent.ts';
import { effectiveWaitSeconds } from '../findings/waits.ts';
import type { Timestamp } from '../instance.ts';
import type { Fleet, FleetInstance } from '../reconciliation.ts';
import type { Seen } from '../seen.ts';
import type { SweepOffers } from '../sweep-offers.ts';
import type { Candidate } from './candidate.ts';

/** What the sweep said, by agent. */
interface Heard {
  readonly offers: ReadonlyMap<string, Seen<SweepOffers>>;
  readonly fleet: Fleet;
  readonly now: Timestamp;
}

/** Why the sweep has not taken what nobody wants; `null` where it is not the sweep's to take, or over already. */
export function whyNotSwept(candidate: Candidate, heard: Heard): string | null {
  const { why, action, instance } = candidate;
  if (why === 'named' || action !== 'terminate') return null;
  const { agent } = instance;
  if (agent === null) return 'no agent is known to sweep it';
  return whyPassedOver(candidate, agent) ?? whyNotTaken({ instance, agent }, heard);
}

/** What keeps it from the sweep whatever the sweep says. */
function whyPassedOver({ why, instance }: Candidate, agent: Agent): string | null {
  if (why === 'ghost') return 'the backend books it as ended, and the sweep looks no further';
  if (instance.row?.isActive === true && why === 'zombie') return 'it is still marked active, and the sweep passes over what is';
  if (agent.autoTerminateEnabled === false) return `auto-terminate is off for ${agent.logicalAgentId}`;
  const isElsewhere = agent.region !== null && agent.region !== instance.region;
  return isElsewhere ? `the sweep looks in ${agent.region}, where its agent is` : null;
}

function whyNotTaken({ instance, agent }: { readonly instance: FleetInstance; readonly agent: Agent }, heard: Heard): string | null {
  const answers = answersIn(instance.region, heard);
  const [first] = answers;
  const whyAgent = agent.status === 'online' ? null : `its agent is ${agent.status}`;
  if (answers.some((seen) => seen.ok && seen.value.offers.some(({ instanceId }) => instanceId === instance.id)))
    return whyAgent ?? 'the sweep offers it, and its agent has not taken it';
  if (first?.ok === false && answers.every((seen) => !seen.ok)) return `the sweep does not answer: ${first.why}`;
  if (isWaiting(instance, heard.now)) return `its wait of ${effectiveWaitSeconds(agent)} s is not over`;
  if (instance.row?.terminationAttemptedAt != null) return 'a termination was tried and never confirmed';
  return whyAgent ?? (first === undefined ? null : 'the sweep does not offer it');
}

/** The sweep looks by region: what it tells any agent there holds for all. */
function answersIn(region: string, { fleet, offers }: Heard): readonly Seen<SweepOffers>[] {
  return fleet.agents.filter((agent) => agent.region === region).flatMap(({ id }) => offers.get(id) ?? []);
}

function isWaiting({ row, agent }: FleetInstance, now: Timestamp): boolean {
  const since = row?.zombieSince ?? row?.updatedAt ?? null;
  return since !== null && Date.parse(now) - Date.parse(since) < effectiveWaitSeconds(agent) * 1_000;
}
