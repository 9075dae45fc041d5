import { isBilled, isWasted, unwantedSince } from './cost.ts';
import type { Timestamp } from './instance.ts';
import type { FleetInstance } from './reconciliation.ts';

/** Which spot prices a region needs: of the types that run there, since the first of them stopped being wanted. */
export interface PriceNeed {
  readonly instanceTypes: Set<string>;
  /** `null` where all are wanted: the newest price is enough. */
  since: Timestamp | null;
}

/** Adds what one instance needs to the needs of its region. */
export function notePriceNeed(needs: Map<string, PriceNeed>, instance: FleetInstance): void {
  const machine = instance.cloud.ok ? instance.cloud.value : null;
  if (machine === null || machine.lifecycle !== 'spot' || !isBilled(machine)) return;
  const need = needs.get(instance.region) ?? { instanceTypes: new Set(), since: null };
  needs.set(instance.region, need);
  if (machine.instanceType !== null) need.instanceTypes.add(machine.instanceType);
  const since = isWasted(instance) ? unwantedSince(instance) : null;
  if (since !== null && (need.since === null || Date.parse(since) < Date.parse(need.since))) need.since = since;
}

/** The needs of these instances, by region. */
export function priceNeedsOf(instances: Iterable<FleetInstance>): ReadonlyMap<string, PriceNeed> {
  const needs = new Map<string, PriceNeed>();
  for (const instance of instances) notePriceNeed(needs, instance);
  return needs;
}
