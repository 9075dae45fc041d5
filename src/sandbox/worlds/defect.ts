import type { NewRow, NewValues } from '../../backend/store/new-row.ts';
import type { CloudWorld, WorldInstance } from '../ec2-emulator/cloud-world.ts';
import type { BackendFlaws } from '../flawed-backend/backend-flaws.ts';
import { fleetTags } from './fleet-tags.ts';
import { FLEET_IMAGE } from './fleet-host-instances.ts';
import { DAY, HOUR, type Moments } from './moments.ts';
import { instanceRow } from './seed-rows.ts';
import type { WorldLogs } from './world-logs.ts';

/** What a defect changes in the healthy world. */
export interface Defect {
  readonly clientToken?: string;
  readonly cloud?: (healthy: CloudWorld) => Partial<CloudWorld>;
  /** Written after the healthy rows: new ones, and changes of these. */
  readonly rows?: readonly NewRow[];
  /** SQL, once all rows are there. */
  readonly statements?: readonly string[];
  /** Where spotctl looks for the database, in place of the world's own. */
  readonly databaseUrl?: string;
  readonly backend?: BackendFlaws;
  /** Files in place of the healthy ones of that name. */
  readonly logs?: WorldLogs;
}

export const ACME = 'c11e0000-0000-4000-8000-00000000000a';
export const WEB_1 = {
  agentId: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c',
  primaryId: 'i-0f75d6fccfb53a938',
  replicaId: 'i-07e9000000000001a',
} as const;
export const WEB_2 = { agentId: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f3d', primaryId: 'i-0a1b2c3d4e5f60718' } as const;
export const GLOBEX = {
  clientId: 'c11e0000-0000-4000-8000-00000000000b',
  agentId: 'a6e00000-0000-4000-8000-00000000000b',
  primaryId: 'i-0b0b0b0b0b0b0b0b0',
} as const;
/** The instance that a defect adds. */
export const SPARE = 'i-0bad0000000000001';

/** A machine under the tags of web-01 that the healthy world does not have. */
export function spare(moments: Moments, facts: Partial<WorldInstance> = {}): (healthy: CloudWorld) => Partial<CloudWorld> {
  const instance: WorldInstance = {
    id: SPARE,
    region: 'ap-south-1',
    az: 'ap-south-1a',
    instanceType: 't3.medium',
    launchedAt: moments.iso(5 * DAY),
    imageId: FLEET_IMAGE,
    lifecycle: 'spot',
    tags: fleetTags('web-01'),
    ...facts,
  };
  return ({ instances }) => ({ instances: [...instances, instance] });
}

/** The row of that machine: a zombie of web-01 since a moment ago, but for what is given. */
export function spareRow(moments: Moments, facts: Partial<NewValues<'instances'>> = {}): NewRow {
  return instanceRow({
    id: SPARE,
    client_id: ACME,
    agent_id: WEB_1.agentId,
    ami_id: FLEET_IMAGE,
    instance_status: 'zombie',
    is_primary: 0,
    is_active: 0,
    zombie_since: moments.stored(20),
    installed_at: moments.stored(5 * DAY - HOUR),
    created_at: moments.stored(5 * DAY - HOUR),
    updated_at: moments.stored(20),
    ...facts,
  });
}

interface AgentChange {
  readonly instance_id?: string;
  readonly status?: string;
  readonly last_heartbeat_at?: string;
  readonly auto_terminate_enabled?: number;
  readonly terminate_wait_seconds?: number;
}

interface InstanceChange {
  readonly instance_type?: string;
  readonly is_active?: number;
  readonly is_primary?: number;
  readonly agent_id?: null;
}

interface ReplicaChange {
  readonly status?: string;
  readonly instance_id?: string;
}

/** Changes of rows that the healthy world has. */
export function changedAgent(id: string, values: AgentChange): NewRow {
  return { insert: async (transaction) => void (await transaction.updateTable('agents').set(values).where('id', '=', id).execute()) };
}

export function changedInstance(id: string, values: InstanceChange): NewRow {
  return { insert: async (transaction) => void (await transaction.updateTable('instances').set(values).where('id', '=', id).execute()) };
}

export function changedReplica(instanceId: string, values: ReplicaChange): NewRow {
  return {
    insert: async (transaction) =>
      void (await transaction.updateTable('replica_instances').set(values).where('instance_id', '=', instanceId).execute()),
  };
}
