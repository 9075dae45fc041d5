import { isBilled } from './cost.ts';
import { effectiveWaitSeconds } from './findings/waits.ts';
import { claimsPrimary, type Timestamp } from './instance.ts';
import type { FleetInstance } from './reconciliation.ts';
import type { Seen } from './seen.ts';
import type { SweepObstacle } from './sweep-obstacles.ts';
import type { SweepOffers } from './sweep-offers.ts';

/** What the sweep says, where it was asked: by the agent's id. */
export type HeardOffers = ReadonlyMap<string, Seen<SweepOffers>>;

/** When the wait of a zombie is over: the sweep counts from its demotion, or from the last touch of its row; `null` where nobody tells. */
export function waitEndsAt({ standing, row, database, agent }: FleetInstance): Timestamp | null {
  const since = standing === 'zombie' ? (row?.zombieSince ?? row?.updatedAt ?? null) : null;
  // In the database an absent wait is one of 300 s; over HTTP it is one that nobody told.
  if (since === null || agent === null || (agent.terminateWaitSeconds === null && database === null)) return null;
  return new Date(Date.parse(since) + effectiveWaitSeconds(agent) * 1_000).toISOString();
}

/** What keeps the sweep from an unwanted instance, as far as the sources tell; `null` where nothing that was seen says why. */
export function sweepObstacle(
  instance: FleetInstance,
  seen: { readonly offers: HeardOffers; readonly now: Timestamp },
): SweepObstacle | null {
  return byEc2(instance) ?? byItsRow(instance) ?? byItsAgent(instance) ?? byTheSweep(instance, seen);
}

function byEc2({ cloud }: FleetInstance): SweepObstacle | null {
  if (!cloud.ok) return null;
  if (cloud.value === null) return 'absent-in-ec2';
  return isBilled(cloud.value) || cloud.value.state === 'stopped' ? null : 'ended-in-ec2';
}

function byItsRow({ row, standing, isPointedAt }: FleetInstance): SweepObstacle | null {
  if (standing === 'ghost') return 'booked-terminated';
  if (isPointedAt) return 'pointed-at';
  if (row !== null && claimsPrimary(row)) return 'claims-primary';
  return row?.isActive === true ? 'still-active' : null;
}

function byItsAgent({ agent, region }: FleetInstance): SweepObstacle | null {
  if (agent === null) return 'no-agent';
  if (agent.autoTerminateEnabled === false) return 'auto-terminate-off';
  if (agent.region !== null && agent.region !== region) return 'other-region';
  return agent.status === 'online' ? null : 'agent-not-online';
}

function byTheSweep(
  instance: FleetInstance,
  { offers, now }: { readonly offers: HeardOffers; readonly now: Timestamp },
): SweepObstacle | null {
  const endsAt = waitEndsAt(instance);
  if (endsAt !== null && Date.parse(endsAt) > Date.parse(now)) return 'waiting';
  if (instance.row?.terminationAttemptedAt != null) return 'attempted';
  const heard = offers.get(instance.agent?.id ?? '');
  if (heard === undefined) return null;
  if (!heard.ok) return 'sweep-fails';
  return heard.value.offers.some(({ instanceId }) => instanceId === instance.id) ? 'not-taken' : 'not-offered';
}
