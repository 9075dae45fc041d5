import type { Seen } from '../seen.ts';
import type { Facts } from './facts.ts';
import type { LogFacts } from './log-facts.ts';
import { isSwept } from './offers.ts';
import { type Silence, unknown } from './silence-of.ts';
import { spotRequestOf, unwantedOf } from './unwanted.ts';
import { isJustBooked, maybeTooNew } from './visibility.ts';

/** An agent that the sweep answers was asked in each region, and all that were asked answered. */
export function offersSilence({ fleet, input }: Facts): Silence | null {
  if (!input.fleet.backend.ok) return unknown(`backend: ${input.fleet.backend.why}`);
  const failed = [...input.offers.values()].find((seen) => !seen.ok);
  if (failed !== undefined && !failed.ok) return unknown(`the sweep did not answer: ${failed.why}`);
  const swept = fleet.agents.filter(isSwept);
  const asked = new Set(swept.flatMap(({ id, region }) => (input.offers.has(id) && region !== null ? [region] : [])));
  const unasked = swept.find(({ region }) => region !== null && !asked.has(region));
  return unasked === undefined ? null : unknown(`the sweep was not asked in ${unasked.region}`);
}

/** Only a spot request can be asked about, and only where something unwanted has one. */
export function respawnsSilence(facts: Facts): Silence | null {
  for (const instance of unwantedOf(facts)) {
    if (spotRequestOf(instance) === null) continue;
    const seen = facts.input.persistentRequests.get(instance.region);
    if (seen?.ok !== true) return unknown(`spot requests in ${instance.region}: ${seen === undefined ? 'not asked' : seen.why}`);
  }
  return null;
}

export function protectionsSilence(facts: Facts): Silence | null {
  const { protections } = facts.input;
  const unseen = unwantedOf(facts).filter(({ id }) => protections.get(id)?.ok !== true);
  const [first] = unseen;
  if (first === undefined) return null;
  const seen = protections.get(first.id);
  return unknown(
    `protection of ${first.id}${unseen.length > 1 ? ` and ${unseen.length - 1} more` : ''}: ${seen?.ok === false ? seen.why : 'not asked'}`,
  );
}

/** A primary that EC2 does not show, and that may have been launched a moment ago, is neither down nor up. */
export function visibilitySilence(facts: Facts): Silence | null {
  const unseen = maybeTooNew(facts);
  const undated = unseen.find((instance) => isJustBooked(instance, facts) === null);
  if (undated !== undefined) return unknown(`EC2 does not return ${undated.id}, and no source that was seen says since when it is booked`);
  const [first] = unseen;
  return first === undefined ? null : { status: 'skipped', why: `EC2 does not show ${first.id} yet: it was booked a moment ago` };
}

export function logsSilence(logs: Seen<LogFacts>): Silence | null {
  if (logs.ok) return null;
  return logs.code === 'NOT_CONFIGURED' ? { status: 'skipped', why: 'no logs were given: name them with --logs' } : unknown(logs.why);
}
