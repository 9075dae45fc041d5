import type { FleetSnapshot } from '../fleet-snapshot.ts';
import type { SpotPrice } from '../spot-price.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Finding } from './finding.ts';
import { fleetOnly } from './fleet-only.ts';
import { findings as catalogue } from './index.ts';
import { reportFinding } from './report-finding.ts';

/** The fleet as it was seen, with the findings that rest on nothing else. A source that was not asked proves nothing. */
export function judgeFleet(
  snapshot: FleetSnapshot,
  spotPrices: readonly SpotPrice[],
): { readonly facts: Facts; readonly findings: readonly Finding[] } {
  const facts = factsOf({ ...fleetOnly(snapshot), spotPrices });
  const fleetCatalogue = catalogue.filter(({ category }) => category === 'fleet');
  const findings = fleetCatalogue.flatMap((definition) => definition.judge(facts).map((evidence) => reportFinding(definition, evidence)));
  return { facts, findings };
}
