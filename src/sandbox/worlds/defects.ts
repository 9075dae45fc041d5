import { type NewRow, newRow } from '../../backend/store/new-row.ts';
import { AUTO_SCALING_GROUP_TAG } from '../../domain/cloud-instance.ts';
import { ACME, changedAgent, changedInstance, changedReplica, type Defect, GLOBEX, spare, spareRow, WEB_1, WEB_2 } from './defect.ts';
import { fleetTags } from './fleet-tags.ts';
import { HOUR, MINUTE, type Moments } from './moments.ts';
import { agentRow } from './seed-rows.ts';
import { serverDefects } from './server-defects.ts';

const idle = { id: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f5f', logical_agent_id: 'idle-01', instance_id: null } as const;
const idlePlace = { client_id: ACME, region: 'ap-south-1', az: 'ap-south-1a' } as const;

/** One defect a code, put into the healthy world: what doctor must find there. SC105, SC107 and SC108 need a server of MySQL or MariaDB. */
export const defects = {
  ...serverDefects,
  EP202: () => ({ clientToken: 'sandbox-nobody' }),
  AW301: () => ({ cloud: () => ({ permissions: { credentials: 'expired' } }) }),
  AW302: () => ({ cloud: () => ({ permissions: { deniedActions: ['DescribeInstances'] } }) }),
  AW303: () => ({ cloud: () => ({ permissions: { deniedActions: ['TerminateInstances'] } }) }),
  AW304: () => ({ cloud: () => ({ instances: [] }) }),
  FL401: (moments) => ({
    cloud: spare(moments),
    rows: [spareRow(moments, { instance_status: 'terminated', terminated_at: moments.stored(HOUR), zombie_since: null })],
  }),
  FL402: (moments) => ({
    cloud: spare(moments),
    rows: [spareRow(moments, { zombie_since: moments.stored(HOUR), updated_at: moments.stored(HOUR) })],
  }),
  FL403: (moments) => ({ cloud: spare(moments), rows: [spareRow(moments, { is_active: 1 })] }),
  FL404: (moments) => ({ cloud: spare(moments) }),
  FL405: (moments) => ({
    cloud: spare(moments),
    rows: [spareRow(moments, { instance_status: 'running_primary', is_primary: 1, is_active: 1, zombie_since: null })],
  }),
  FL406: (moments) => ({ rows: [agentRow({ ...idle, ...idlePlace, last_heartbeat_at: moments.stored(15) })] }),
  FL407: () => ({
    cloud: ({ instances }) => ({ instances: instances.map((one) => (one.id === WEB_2.primaryId ? { ...one, state: 'stopped' } : one)) }),
  }),
  FL408: () => ({ rows: [changedAgent(WEB_1.agentId, { instance_id: WEB_1.replicaId })] }),
  FL409: (moments) => ({
    rows: [
      spareRow(moments, {
        zombie_since: moments.stored(HOUR),
        termination_attempted_at: moments.stored(50 * MINUTE),
        updated_at: moments.stored(MINUTE),
      }),
    ],
  }),
  FL410: () => ({ rows: [changedInstance(WEB_2.primaryId, { instance_type: 'm5.large' })] }),
  FL411: (moments) => ({ rows: [changedAgent(WEB_2.agentId, { status: 'offline', last_heartbeat_at: moments.stored(HOUR) })] }),
  FL413: (moments) => ({ cloud: spare(moments), rows: [spareRow(moments), changedAgent(WEB_1.agentId, { auto_terminate_enabled: 0 })] }),
  FL414: (moments) => ({
    cloud: spare(moments, { tags: { ...fleetTags('web-01'), [AUTO_SCALING_GROUP_TAG]: 'web' } }),
    rows: [spareRow(moments)],
  }),
  FL415: (moments) => ({ cloud: spare(moments, { isTerminationProtected: true }), rows: [spareRow(moments)] }),
  FL416: () => ({ rows: [changedReplica(WEB_1.replicaId, { status: 'terminated' })] }),
  FL418: (moments) => ({
    cloud: spare(moments, { tags: fleetTags('idle-01') }),
    rows: [
      agentRow({ ...idle, ...idlePlace, enabled: 0, last_heartbeat_at: moments.stored(15) }),
      spareRow(moments, { agent_id: idle.id }),
    ],
  }),
  FL420: () => ({ rows: [changedInstance(WEB_2.primaryId, { is_active: 0 })] }),
  FL421: () => ({ rows: [changedReplica(WEB_1.replicaId, { instance_id: 'replica-7e900000' })] }),
  FL422: (moments) => ({
    cloud: spare(moments),
    rows: [spareRow(moments, { zombie_since: null, updated_at: moments.stored(MINUTE) })],
  }),
  FL423: () => ({ rows: [changedAgent(WEB_2.agentId, { instance_id: GLOBEX.primaryId })] }),
  FL424: () => ({ rows: [changedInstance(WEB_2.primaryId, { is_primary: 2 })] }),
  FL425: () => ({ rows: [changedAgent(WEB_2.agentId, { terminate_wait_seconds: -300 })] }),
  FL426: () => ({ rows: [changedInstance(WEB_2.primaryId, { agent_id: null })] }),
  FL428: (moments) => ({ rows: [untimedSwitch(moments)] }),
} as const satisfies Readonly<Record<string, (moments: Moments) => Defect>>;

/** A switch that was reported under names the backend does not look for. */
function untimedSwitch(moments: Moments): NewRow {
  return newRow('switches', {
    id: '5717c400-0000-4000-8000-000000000001',
    client_id: ACME,
    agent_id: WEB_2.agentId,
    old_instance_id: 'i-029c1999a147722de',
    new_instance_id: WEB_2.primaryId,
    event_trigger: 'manual',
    timestamp: moments.stored(HOUR),
  });
}

export type DefectCode = keyof typeof defects;

export function isDefectCode(name: string): name is DefectCode {
  return name in defects;
}
