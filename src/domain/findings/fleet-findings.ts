import type { PackableSnapshot } from '../fleet-snapshot.ts';
import { factsOf, type KnownFacts } from './facts.ts';
import { fleetOnly } from './fleet-only.ts';
import { findings } from './index.ts';
import { judgeAll } from './judge-all.ts';

/** Codes of the fleet's findings by the id of the instance or agent they are about. A source that a list did not ask proves nothing. */
export function fleetFindings(snapshot: PackableSnapshot, known: KnownFacts = {}): ReadonlyMap<string, readonly string[]> {
  const facts = factsOf(fleetOnly(snapshot), known);
  const codes = new Map<string, string[]>();
  const ofTheFleet = findings.filter(({ category }) => category === 'fleet');
  for (const { definition, evidence } of judgeAll(ofTheFleet, facts)) {
    for (const { subject } of evidence) codes.set(subject.id, [...(codes.get(subject.id) ?? []), definition.code]);
  }
  return codes;
}
