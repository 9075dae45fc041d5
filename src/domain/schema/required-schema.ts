import { isNeededByTerminationFlow } from './endpoint-needs.ts';
import type { RequiredColumn, RequiredIndex, RequiredTable } from './required-table.ts';
import { agentsTable } from './tables/agents.ts';
import { clientsTable } from './tables/clients.ts';
import { instancesTable } from './tables/instances.ts';
import { replicaInstancesTable } from './tables/replica-instances.ts';
import { systemEventsTable } from './tables/system-events.ts';

/** The complete tables the termination flow reads and writes, in the order their foreign keys allow. */
export const requiredTables: readonly RequiredTable[] = [
  clientsTable,
  agentsTable,
  instancesTable,
  replicaInstancesTable,
  systemEventsTable,
];

/** The columns of a table that an endpoint of the termination flow fails without. */
export function neededColumns(table: RequiredTable): readonly RequiredColumn[] {
  return table.columns.filter((column) => isNeededByTerminationFlow(table.name, column.name));
}

/** The indexes of a table that the termination flow needs for its speed: those the migration adds. */
export function neededIndexes(table: RequiredTable): readonly RequiredIndex[] {
  return table.indexes.filter((index) => index.origin === 'migration');
}
