import {
  defaulting,
  char,
  decimal,
  filled,
  foreignKey,
  index,
  int,
  json,
  now,
  nullable,
  timestamp,
  touched,
} from '../../../domain/schema/declare-column.ts';
import type { RequiredTable } from '../../../domain/schema/required-table.ts';

export const agentConfigsTable: RequiredTable = {
  name: 'agent_configs',
  columns: [
    filled('agent_id', char(36)),
    defaulting(nullable('min_savings_percent', decimal(5, 2)), 15),
    defaulting(nullable('risk_threshold', decimal(3, 2)), 0.3),
    defaulting(nullable('max_switches_per_week', int), 10),
    defaulting(nullable('max_switches_per_day', int), 3),
    defaulting(nullable('min_pool_duration_hours', int), 2),
    nullable('custom_config', json),
    defaulting(nullable('created_at', timestamp), now),
    touched('updated_at'),
  ],
  primaryKey: ['agent_id'],
  indexes: [index('idx_agent_configs_updated', 'updated_at')],
  foreignKeys: [foreignKey('agent_id', { table: 'agents', onDelete: 'cascade' })],
};
