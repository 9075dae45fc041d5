import type { FleetSnapshot } from '../fleet-snapshot.ts';
import type { SpotPrice } from '../spot-price.ts';
import { type Suppression, suppressionOf } from '../suppression.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Finding } from './finding.ts';
import { fleetOnly } from './fleet-only.ts';
import { findings as catalogue } from './index.ts';
import { judgeAll } from './judge-all.ts';
import { reportFinding } from './report-finding.ts';

/** The fleet as it was seen, with the findings that rest on nothing else and are not suppressed. A source that was not asked proves nothing. */
export function judgeFleet(
  snapshot: FleetSnapshot,
  known: { readonly spotPrices: readonly SpotPrice[]; readonly suppressions: readonly Suppression[] },
): { readonly facts: Facts; readonly findings: readonly Finding[] } {
  const { spotPrices, suppressions } = known;
  const facts = factsOf({ ...fleetOnly(snapshot), spotPrices });
  const fleetCatalogue = catalogue.filter(({ category }) => category === 'fleet');
  const judged = judgeAll(fleetCatalogue, facts);
  const findings = judged.flatMap(({ definition, evidence }) => evidence.map((one) => reportFinding(definition, one)));
  const isHeard = (finding: Finding): boolean => suppressionOf(finding, { suppressions, now: snapshot.takenAt }) === null;
  return { facts, findings: findings.filter(isHeard) };
}
