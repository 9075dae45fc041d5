import { ownElements } from '../../domain/schema/own-elements.ts';
import { requiredTables } from '../../domain/schema/required-schema.ts';
import type { RequiredTable } from '../../domain/schema/required-table.ts';
import { administratorsTable } from './tables/administrators.ts';
import { agentConfigsTable } from './tables/agent-configs.ts';
import { commandsTable, pendingSwitchCommandsTable } from './tables/commands.ts';
import { cleanupLogsTable } from './tables/cleanup-logs.ts';
import { notificationsTable } from './tables/notifications.ts';
import { ondemandPriceSnapshotsTable, pricingReportsTable, spotPriceSnapshotsTable } from './tables/price-reports.ts';
import { spotInterruptionEventsTable } from './tables/spot-interruption-events.ts';
import { spotPoolsTable } from './tables/spot-pools.ts';
import { switchesTable } from './tables/switches.ts';
import { terminationEventsTable } from './tables/termination-events.ts';

/** Every table the backend reads or writes, in the order their foreign keys allow. */
export const storedTables: readonly RequiredTable[] = [
  ...requiredTables.map(withOwnElements),
  agentConfigsTable,
  commandsTable,
  pendingSwitchCommandsTable,
  switchesTable,
  spotPoolsTable,
  pricingReportsTable,
  spotPriceSnapshotsTable,
  ondemandPriceSnapshotsTable,
  cleanupLogsTable,
  notificationsTable,
  terminationEventsTable,
  spotInterruptionEventsTable,
  administratorsTable,
];

function withOwnElements(table: RequiredTable): RequiredTable {
  const own = ownElements.find((elements) => elements.table === table.name);
  return own === undefined ? table : { ...table, columns: [...table.columns, ...own.columns], indexes: [...table.indexes, ...own.indexes] };
}
