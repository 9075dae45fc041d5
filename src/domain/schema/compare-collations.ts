import type { ActualSchema } from './actual-schema.ts';

/** A text column that queries compare with another, in another collation than that one. */
export interface CollationDifference {
  readonly table: string;
  readonly column: string;
  /** What it is compared with, as `table.column`. */
  readonly comparedWith: string;
  readonly collation: string;
  readonly expectedCollation: string;
  /** Endpoints that were seen to fail because of it. */
  readonly breaks: readonly string[];
}

const REPLICA_LISTS = ['client replicas', 'replicas list', 'replicas promote'] as const;

/** Which columns the backend's queries compare with which, and what fails where the server cannot. */
const compared = [
  { column: 'instances.agent_id', with: 'agents.id', breaks: [] },
  { column: 'instances.client_id', with: 'clients.id', breaks: [] },
  { column: 'instances.current_pool_id', with: 'spot_pools.id', breaks: [] },
  { column: 'replica_instances.agent_id', with: 'agents.id', breaks: REPLICA_LISTS },
  { column: 'replica_instances.instance_id', with: 'instances.id', breaks: REPLICA_LISTS },
  { column: 'replica_instances.pool_id', with: 'spot_pools.id', breaks: REPLICA_LISTS },
] as const;

/** The compared text columns whose collations differ: a server refuses such a comparison with error 1267. What was not told is not judged. */
export function compareCollations(actual: ActualSchema): readonly CollationDifference[] {
  return compared.flatMap(({ column, with: other, breaks }) => {
    const [collation, expectedCollation] = [collationOf(actual, column), collationOf(actual, other)];
    if (collation === null || expectedCollation === null || collation === expectedCollation) return [];
    const [table = '', name = ''] = column.split('.');
    return [{ table, column: name, comparedWith: other, collation, expectedCollation, breaks }];
  });
}

function collationOf(actual: ActualSchema, place: string): string | null {
  const [table = '', name = ''] = place.split('.');
  return (
    actual
      .get(table)
      ?.columns.find((column) => column.name.toLowerCase() === name)
      ?.collation?.toLowerCase() ?? null
  );
}
