import { nullable, timestamp } from '../../domain/schema/declare-column.ts';
import { requiredTables } from '../../domain/schema/required-schema.ts';
import type { RequiredTable } from '../../domain/schema/required-table.ts';
import { administratorsTable } from './tables/administrators.ts';
import { agentConfigsTable } from './tables/agent-configs.ts';
import { commandsTable, pendingSwitchCommandsTable } from './tables/commands.ts';
import { notificationsTable } from './tables/notifications.ts';
import { spotPoolsTable } from './tables/spot-pools.ts';
import { switchesTable } from './tables/switches.ts';

/** Every table the backend reads or writes, in the order their foreign keys allow. */
export const storedTables: readonly RequiredTable[] = [
  ...requiredTables.map(withOwnColumns),
  agentConfigsTable,
  commandsTable,
  pendingSwitchCommandsTable,
  switchesTable,
  spotPoolsTable,
  notificationsTable,
  administratorsTable,
];

/** `zombie_since` starts the wait: `updated_at` would start it anew with every price report. */
function withOwnColumns(table: RequiredTable): RequiredTable {
  return table.name === 'instances' ? { ...table, columns: [...table.columns, nullable('zombie_since', timestamp)] } : table;
}
