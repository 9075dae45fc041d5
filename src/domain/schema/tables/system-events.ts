import {
  defaulting,
  bigint,
  char,
  filled,
  foreignKey,
  index,
  json,
  now,
  nullable,
  numbered,
  text,
  timestamp,
  varchar,
} from '../declare-column.ts';
import type { RequiredTable } from '../required-table.ts';

export const systemEventsTable: RequiredTable = {
  name: 'system_events',
  columns: [
    numbered('id', bigint),
    filled('event_type', varchar(64)),
    defaulting(nullable('severity', varchar(20)), 'info'),
    nullable('client_id', char(36)),
    nullable('agent_id', char(36)),
    nullable('instance_id', varchar(64)),
    nullable('message', text),
    nullable('metadata', json),
    defaulting(nullable('created_at', timestamp), now),
  ],
  primaryKey: ['id'],
  indexes: [
    index('fk_system_events_agent', 'agent_id'),
    index('idx_system_events_client', 'client_id'),
    index('idx_system_events_created', 'created_at'),
    index('idx_system_events_severity', 'severity'),
    index('idx_system_events_type_time', 'event_type', 'created_at'),
  ],
  foreignKeys: [
    foreignKey('agent_id', { table: 'agents', onDelete: 'set null' }),
    foreignKey('client_id', { table: 'clients', onDelete: 'cascade' }),
  ],
};
