import type { Agent } from '../agent.ts';
import type { FleetRows, FleetSnapshot } from '../fleet-snapshot.ts';

/** What the sources claim of agents and other clients, unmerged: for a guard the claim of any one source counts. */
export function sourceClaims(snapshot: FleetSnapshot): {
  readonly agents: readonly Agent[];
  readonly foreignInstanceIds: ReadonlySet<string>;
} {
  const rows: readonly FleetRows[] = [snapshot.backend, snapshot.database].flatMap((seen) => (seen.ok ? [seen.value] : []));
  return {
    agents: rows.flatMap(({ agents }) => agents),
    foreignInstanceIds: new Set(rows.flatMap(({ foreignInstanceIds }) => [...(foreignInstanceIds ?? [])])),
  };
}
