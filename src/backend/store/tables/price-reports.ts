import {
  bigint,
  char,
  decimal,
  defaulting,
  filled,
  foreignKey,
  index,
  json,
  now,
  nullable,
  numbered,
  timestamp,
  uuid,
  varchar,
} from '../../../domain/schema/declare-column.ts';
import type { RequiredTable } from '../../../domain/schema/required-table.ts';

export const pricingReportsTable: RequiredTable = {
  name: 'pricing_reports',
  columns: [
    defaulting(filled('id', char(36)), uuid),
    filled('agent_id', char(36)),
    nullable('instance_id', varchar(50)),
    nullable('instance_type', varchar(50)),
    nullable('region', varchar(50)),
    nullable('az', varchar(50)),
    nullable('current_mode', varchar(20)),
    nullable('current_pool_id', varchar(100)),
    nullable('on_demand_price', decimal(10, 6)),
    nullable('current_spot_price', decimal(10, 6)),
    nullable('cheapest_pool_id', varchar(100)),
    nullable('cheapest_pool_price', decimal(10, 6)),
    nullable('spot_pools', json),
    nullable('collected_at', timestamp),
    defaulting(nullable('received_at', timestamp), now),
  ],
  primaryKey: ['id'],
  indexes: [
    index('idx_pricing_reports_agent', 'agent_id'),
    index('idx_pricing_reports_collected', 'collected_at'),
    index('idx_pricing_reports_instance_type', 'instance_type'),
    index('idx_pricing_reports_time', 'received_at'),
  ],
  foreignKeys: [foreignKey('agent_id', { table: 'agents', onDelete: 'cascade' })],
};

export const spotPriceSnapshotsTable: RequiredTable = {
  name: 'spot_price_snapshots',
  columns: [
    numbered('id', bigint),
    filled('pool_id', varchar(128)),
    filled('price', decimal(10, 6)),
    defaulting(nullable('captured_at', timestamp), now),
    defaulting(nullable('recorded_at', timestamp), now),
  ],
  primaryKey: ['id'],
  indexes: [
    index('idx_spot_snapshots_captured', 'captured_at'),
    index('idx_spot_snapshots_pool', 'pool_id'),
    index('idx_spot_snapshots_pool_time', 'pool_id', 'captured_at'),
    index('idx_spot_snapshots_timeseries', 'pool_id', 'recorded_at'),
  ],
  foreignKeys: [foreignKey('pool_id', { table: 'spot_pools', onDelete: 'cascade' })],
};

export const ondemandPriceSnapshotsTable: RequiredTable = {
  name: 'ondemand_price_snapshots',
  columns: [
    numbered('id', bigint),
    filled('region', varchar(32)),
    filled('instance_type', varchar(64)),
    filled('price', decimal(10, 6)),
    defaulting(nullable('captured_at', timestamp), now),
    defaulting(nullable('recorded_at', timestamp), now),
  ],
  primaryKey: ['id'],
  indexes: [
    index('idx_ondemand_snapshots_captured', 'captured_at'),
    index('idx_ondemand_snapshots_type_region_time', 'instance_type', 'region', 'captured_at'),
  ],
  foreignKeys: [],
};
