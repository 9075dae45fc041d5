import {
  char,
  defaulting,
  filled,
  foreignKey,
  index,
  int,
  json,
  now,
  nullable,
  numbered,
  oneOf,
  timestamp,
} from '../../../domain/schema/declare-column.ts';
import type { RequiredTable } from '../../../domain/schema/required-table.ts';

export const cleanupLogsTable: RequiredTable = {
  name: 'cleanup_logs',
  columns: [
    numbered('id', int),
    nullable('agent_id', char(36)),
    nullable('client_id', char(36)),
    filled('cleanup_type', oneOf('snapshots', 'amis', 'full')),
    defaulting(nullable('deleted_snapshots_count', int), 0),
    defaulting(nullable('deleted_amis_count', int), 0),
    defaulting(nullable('failed_count', int), 0),
    nullable('details', json),
    nullable('cutoff_date', timestamp),
    defaulting(nullable('executed_at', timestamp), now),
  ],
  primaryKey: ['id'],
  indexes: [index('idx_cleanup_agent', 'agent_id'), index('idx_cleanup_client', 'client_id'), index('idx_cleanup_executed', 'executed_at')],
  foreignKeys: [
    foreignKey('agent_id', { table: 'agents', onDelete: 'cascade' }),
    foreignKey('client_id', { table: 'clients', onDelete: 'cascade' }),
  ],
};
