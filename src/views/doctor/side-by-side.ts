import type { Diagnosed } from '../../usecases/diagnose.ts';
import type { Screen } from '../screen.ts';
import { agentTable } from './tables/agent-table.ts';
import { renderComparison } from './tables/comparison.ts';
import { endpointTable } from './tables/endpoint-table.ts';
import { instanceTable } from './tables/instance-table.ts';
import { schemaTable } from './tables/schema-table.ts';

/** The sources in columns: schema, endpoints, agents, instances. Only rows that disagree, or all with `isComplete`. */
export function sideBySide(diagnosed: Diagnosed, screen: Screen & { readonly isComplete: boolean }): string {
  const tables = [schemaTable, endpointTable, agentTable, instanceTable].map((table) => table(diagnosed, screen.isComplete));
  return tables.flatMap((table) => (table.rows.length === 0 ? [] : [renderComparison(table, screen)])).join('\n');
}
