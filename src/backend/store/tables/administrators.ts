import { defaulting, char, filled, now, nullable, timestamp, unique, uuid, varchar } from '../../../domain/schema/declare-column.ts';
import type { RequiredTable } from '../../../domain/schema/required-table.ts';

export const administratorsTable: RequiredTable = {
  name: 'administrators',
  columns: [
    defaulting(filled('id', char(36)), uuid),
    filled('name', varchar(255)),
    filled('token', varchar(255)),
    defaulting(nullable('created_at', timestamp), now),
  ],
  primaryKey: ['id'],
  indexes: [unique('idx_administrators_token', 'token')],
  foreignKeys: [],
};
