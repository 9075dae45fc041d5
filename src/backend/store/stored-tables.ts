import { char, index, nullable, timestamp, unique } from '../../domain/schema/declare-column.ts';
import { requiredTables } from '../../domain/schema/required-schema.ts';
import type { RequiredColumn, RequiredIndex, RequiredTable } from '../../domain/schema/required-table.ts';
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

/** What this backend keeps that the Python one does not, by table. */
export interface OwnElements {
  readonly table: string;
  readonly columns: readonly RequiredColumn[];
  readonly indexes: readonly RequiredIndex[];
}

const termination_claimed_at = nullable('termination_claimed_at', timestamp);

/**
 * `zombie_since` starts the wait: `updated_at` would start it anew with every price report. `primary_of` names the agent that an
 * instance serves, once an agent. `termination_claimed_at` is when a poller was offered it last.
 * The index of agents' instances serves every poll, so that its cost does not grow with the fleet.
 */
export const ownElements: readonly OwnElements[] = [
  {
    table: 'instances',
    columns: [nullable('zombie_since', timestamp), nullable('primary_of', char(36)), termination_claimed_at],
    indexes: [unique('uk_instances_primary_of', 'primary_of'), index('idx_instances_agent_status', 'agent_id', 'instance_status')],
  },
  { table: 'replica_instances', columns: [termination_claimed_at], indexes: [] },
];

export const ownTables: readonly RequiredTable[] = [administratorsTable];

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
  ...ownTables,
];

function withOwnElements(table: RequiredTable): RequiredTable {
  const own = ownElements.find((elements) => elements.table === table.name);
  return own === undefined ? table : { ...table, columns: [...table.columns, ...own.columns], indexes: [...table.indexes, ...own.indexes] };
}
