import {
  defaulting,
  boolean,
  char,
  filled,
  foreignKey,
  index,
  now,
  nullable,
  text,
  timestamp,
  uuid,
  varchar,
} from '../../../domain/schema/declare-column.ts';
import type { RequiredTable } from '../../../domain/schema/required-table.ts';

export const notificationsTable: RequiredTable = {
  name: 'notifications',
  columns: [
    defaulting(filled('id', char(36)), uuid),
    filled('client_id', char(36)),
    nullable('agent_id', char(36)),
    nullable('notification_type', varchar(50)),
    nullable('title', varchar(255)),
    filled('message', text),
    defaulting(nullable('severity', varchar(20)), 'info'),
    defaulting(nullable('is_read', boolean), 0),
    defaulting(nullable('sent_email', boolean), 0),
    defaulting(nullable('sent_webhook', boolean), 0),
    defaulting(nullable('created_at', timestamp), now),
  ],
  primaryKey: ['id'],
  indexes: [
    index('fk_notifications_agent', 'agent_id'),
    index('idx_notifications_client', 'client_id'),
    index('idx_notifications_client_read', 'client_id', 'is_read'),
    index('idx_notifications_created', 'created_at'),
    index('idx_notifications_type', 'notification_type'),
    index('idx_notifications_unread', 'client_id', 'is_read'),
  ],
  foreignKeys: [
    foreignKey('agent_id', { table: 'agents', onDelete: 'set null' }),
    foreignKey('client_id', { table: 'clients', onDelete: 'cascade' }),
  ],
};
