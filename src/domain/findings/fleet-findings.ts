import type { FleetSnapshot } from '../fleet-snapshot.ts';
import { factsOf } from './facts.ts';
import { findingCatalogue } from './index.ts';

/** Codes of the fleet findings by the id of the instance or agent they are about. */
export interface FleetFindings {
  readonly byInstance: ReadonlyMap<string, readonly string[]>;
  readonly byAgent: ReadonlyMap<string, readonly string[]>;
}

/** Runs only the fleet's judges, on what a list has gathered anyway. A source the list did not ask proves nothing. */
export function fleetFindings(snapshot: FleetSnapshot): FleetFindings {
  const nothing = { ok: false, why: 'a list does not ask', code: 'NOT_ASKED' } as const;
  const facts = factsOf({ fleet: snapshot, schema: nothing, endpoints: [], offers: new Map(), mayTerminate: new Map(), spotPrices: [] });
  const byInstance = new Map<string, string[]>();
  const byAgent = new Map<string, string[]>();
  for (const definition of findingCatalogue.filter(({ category }) => category === 'fleet')) {
    for (const { subject } of definition.judge(facts)) {
      const codes = subject.type === 'instance' ? byInstance : byAgent;
      if (subject.type === 'instance' || subject.type === 'agent')
        codes.set(subject.id, [...(codes.get(subject.id) ?? []), definition.code]);
    }
  }
  return { byInstance, byAgent };
}
