import {
  defaulting,
  boolean,
  filled,
  index,
  now,
  nullable,
  timestamp,
  touched,
  unique,
  varchar,
} from '../../../domain/schema/declare-column.ts';
import type { RequiredTable } from '../../../domain/schema/required-table.ts';

export const spotPoolsTable: RequiredTable = {
  name: 'spot_pools',
  columns: [
    filled('id', varchar(128)),
    nullable('pool_name', varchar(255)),
    filled('instance_type', varchar(64)),
    filled('region', varchar(32)),
    filled('az', varchar(48)),
    defaulting(nullable('is_active', boolean), 1),
    defaulting(nullable('created_at', timestamp), now),
    touched('updated_at'),
  ],
  primaryKey: ['id'],
  indexes: [
    unique('uk_type_region_az', 'instance_type', 'region', 'az'),
    index('idx_spot_pools_active', 'is_active'),
    index('idx_spot_pools_az', 'az'),
    index('idx_spot_pools_name', 'pool_name'),
    index('idx_spot_pools_type_region', 'instance_type', 'region'),
  ],
  foreignKeys: [],
};
