import type { ActualSchema } from './actual-schema.ts';
import { char, index, nullable, timestamp, unique } from './declare-column.ts';
import type { RequiredColumn, RequiredIndex } from './required-table.ts';

/** What spotctl's own backend keeps in a table that the Python one made. */
export interface OwnElements {
  readonly table: string;
  readonly columns: readonly RequiredColumn[];
  readonly indexes: readonly RequiredIndex[];
}

const termination_claimed_at = nullable('termination_claimed_at', timestamp);

/**
 * `zombie_since` starts the wait: `updated_at` would start it anew with every price report. `primary_of` names the agent that an
 * instance serves, once an agent. `termination_claimed_at` is when a poller was offered it last.
 * The index of agents' instances serves every poll, so that its cost does not grow with the fleet; that of replicas' instances
 * serves every report of a termination.
 */
export const ownElements: readonly OwnElements[] = [
  {
    table: 'instances',
    columns: [nullable('zombie_since', timestamp), nullable('primary_of', char(36)), termination_claimed_at],
    indexes: [unique('uk_instances_primary_of', 'primary_of'), index('idx_instances_agent_status', 'agent_id', 'instance_status')],
  },
  { table: 'replica_instances', columns: [termination_claimed_at], indexes: [index('idx_replica_instance', 'instance_id')] },
];

/** One column or index of spotctl's own backend; no migration of the Python one adds it. */
export interface OwnElementRow {
  readonly kind: 'column' | 'index';
  readonly table: string;
  readonly name: string;
  readonly isThere: boolean;
}

/** Which of them a database holds. None of them is missed by the Python backend. */
export function compareOwnElements(actual: ActualSchema): readonly OwnElementRow[] {
  return ownElements.flatMap(({ table, columns, indexes }) => {
    const found = actual.get(table);
    return [
      ...columns.map(({ name }) => ({ kind: 'column' as const, table, name, isThere: isAmong(found?.columns, name) })),
      ...indexes.map(({ name }) => ({ kind: 'index' as const, table, name, isThere: isAmong(found?.indexes, name) })),
    ];
  });
}

function isAmong(elements: readonly { readonly name: string }[] | undefined, name: string): boolean {
  return (elements ?? []).some((element) => element.name.toLowerCase() === name);
}
