import { type NewRow, newRow } from '../../backend/store/new-row.ts';
import type { AnswerFlaw } from '../flawed-backend/backend-flaws.ts';
import { ACME, type Defect, GLOBEX, SPARE, spare, spareRow, WEB_1, WEB_2 } from './defect.ts';
import { fleetTags } from './fleet-tags.ts';
import { DAY, type Moments } from './moments.ts';
import { withColumnError, withFailedSweep, withSilentAgent } from './world-logs.ts';

const API_1 = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f4e';
/** Longer than an endpoint may take, shorter than anybody waits. */
const SLOW_MS = 3_200;

/** One defect a code, of the servers: their schema, their answers, their clocks, their logs. */
export const serverDefects = {
  SC101: () => ({ statements: ['DROP TABLE system_events'] }),
  SC102: () => ({ statements: ['ALTER TABLE replica_instances DROP COLUMN termination_confirmed'] }),
  SC103: () => ({
    statements: [
      'ALTER TABLE instances RENAME COLUMN termination_confirmed TO was_confirmed',
      'ALTER TABLE instances ADD COLUMN termination_confirmed VARCHAR(8)',
      'UPDATE instances SET termination_confirmed = was_confirmed',
      'ALTER TABLE instances DROP COLUMN was_confirmed',
    ],
  }),
  SC104: () => ({ statements: ['DROP INDEX idx_replicas_termination'] }),
  SC106: () => ({ databaseUrl: 'mysql://spotctl:spotctl@127.0.0.1:1/spot_optimizer' }),
  EP201: () => ({ backend: { isDown: true } }),
  EP203: () => ({ backend: { answers: [{ path: `/api/client/${ACME}/switch-history`, failure: 'pool exhausted' }] } }),
  EP204: () => ({ backend: { answers: [{ path: `/api/client/${ACME}/switch-history`, page: '<!doctype html><title>Sign in</title>' }] } }),
  EP205: () => ({ backend: { answers: [{ path: `/api/client/${ACME}/switch-history`, delayMs: SLOW_MS }] } }),
  EP206: () => ({ backend: { answers: [{ path: '/api/admin/clients', opensTo: 'sandbox-administrator' }] } }),
  EP207: () => ({ backend: { host: '0.0.0.0' } }),
  EP208: () => ({ backend: { clockAheadSeconds: 90 } }),
  EP209: () => ({ backend: { answers: [{ path: '/api/admin/system-health', change: disconnected }] } }),
  FL412: (moments) => ({
    cloud: spare(moments, { tags: fleetTags('globex-01') }),
    rows: [spareRow(moments, { client_id: GLOBEX.clientId, agent_id: GLOBEX.agentId })],
    // The sweep looks at the region alone, so each agent there hears of it.
    backend: {
      answers: [WEB_1.agentId, WEB_2.agentId, API_1].map((agentId) => offering(agentId, { id: SPARE, reason: 'zombie_timeout' })),
    },
  }),
  FL417: () => ({ backend: { answers: [{ path: `/api/client/${ACME}/instances`, change: withoutLast }] } }),
  FL419: (moments) => ({
    rows: [promotedReplica(moments)],
    backend: { answers: [offering(WEB_1.agentId, { id: WEB_1.primaryId, reason: 'replica_terminated' })] },
  }),
  FL427: (moments) => ({
    rows: [confirmedReplica(moments)],
    backend: { answers: [offering(WEB_1.agentId, { id: SPARE, reason: 'replica_terminated' })] },
  }),
  LG501: (moments) => ({ logs: withColumnError(moments) }),
  LG502: (moments) => ({ logs: withFailedSweep(moments) }),
  LG503: (moments) => ({ logs: withSilentAgent(moments) }),
} as const satisfies Readonly<Record<string, (moments: Moments) => Defect>>;

function offering(agentId: string, offered: { readonly id: string; readonly reason: string }): AnswerFlaw {
  const { id, reason } = offered;
  const instance = { instance_id: id, instance_type: 't3.medium', az: 'ap-south-1a', reason, seconds_waiting: 4_000 };
  return {
    path: `/api/agents/${agentId}/instances-to-terminate`,
    change: (honest) => ({ ...(typeof honest === 'object' ? honest : {}), instances: [instance] }),
  };
}

const ENDED_REPLICA = {
  id: '7e900000-0000-4000-8000-000000000002',
  agent_id: WEB_1.agentId,
  replica_type: 'manual',
  pool_id: 't3.medium.ap-south-1c',
  instance_type: 't3.medium',
  region: 'ap-south-1',
  created_by: 'ops',
  is_active: 0,
} as const;

/** The replica that became the primary of web-01, and kept its row. */
function promotedReplica(moments: Moments): NewRow {
  const since = moments.stored(3 * DAY);
  return newRow('replica_instances', {
    ...ENDED_REPLICA,
    instance_id: WEB_1.primaryId,
    az: 'ap-south-1c',
    status: 'promoted',
    created_at: since,
    promoted_at: since,
  });
}

/** A replica that was terminated and reported days ago. */
function confirmedReplica(moments: Moments): NewRow {
  const ended = moments.stored(3 * DAY);
  return newRow('replica_instances', {
    ...ENDED_REPLICA,
    instance_id: SPARE,
    az: 'ap-south-1a',
    status: 'terminated',
    created_at: moments.stored(4 * DAY),
    terminated_at: ended,
    termination_attempted_at: ended,
    termination_confirmed: 1,
  });
}

function disconnected(honest: unknown): unknown {
  return { ...(typeof honest === 'object' ? honest : {}), database: 'Disconnected' };
}

function withoutLast(honest: unknown): unknown {
  return Array.isArray(honest) ? honest.slice(0, -1) : honest;
}
