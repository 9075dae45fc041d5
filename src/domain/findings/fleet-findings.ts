import type { FleetSnapshot } from '../fleet-snapshot.ts';
import { type Fleet, reconcile } from '../reconciliation.ts';
import { factsOf } from './facts.ts';
import { fleetOnly } from './fleet-only.ts';
import { findings } from './index.ts';

/** Codes of the fleet's findings by the id of the instance or agent they are about. A source that a list did not ask proves nothing. */
export function fleetFindings(snapshot: FleetSnapshot, fleet: Fleet = reconcile(snapshot)): ReadonlyMap<string, readonly string[]> {
  const facts = factsOf(fleetOnly(snapshot), fleet);
  const codes = new Map<string, string[]>();
  for (const definition of findings.filter(({ category }) => category === 'fleet')) {
    for (const { subject } of definition.judge(facts)) codes.set(subject.id, [...(codes.get(subject.id) ?? []), definition.code]);
  }
  return codes;
}
