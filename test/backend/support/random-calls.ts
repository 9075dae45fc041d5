import { type Arbitrary, boolean, constantFrom, oneof, record } from 'fast-check';

import { ACME, GLOBEX, GLOBEX_AGENT, registration, WEB } from './fleet-rows.ts';
import type { SeededBackend } from './seeded-backend.ts';

export const IDS = ['i-029c1999a147722de', 'i-0f75d6fccfb53a938', 'i-0b0b0b0b0b0b0b0b0', 'i-0c0c0c0c0c0c0c0c0'] as const;
export const POOLS = ['ap-south-1a', 'ap-south-1b'] as const;
export const CALLERS = [
  { agent: WEB, token: ACME.token, client: ACME.id, logicalId: 'web-01' },
  { agent: GLOBEX_AGENT, token: GLOBEX.token, client: GLOBEX.id, logicalId: 'globex-01' },
] as const;

export type Step =
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'call'; readonly target: string; readonly token: string; readonly body: object | undefined };

/** Mostly about the caller's own agent, now and then about the other client's. */
const pair: Arbitrary<Pick<Facts, 'caller' | 'agent'>> = oneof(
  { weight: 6, arbitrary: constantFrom(...CALLERS).map((own) => ({ caller: own, agent: own.agent })) },
  { weight: 1, arbitrary: record({ caller: constantFrom(...CALLERS), agent: constantFrom(WEB, GLOBEX_AGENT) }) },
);
const instanceId = constantFrom(...IDS);
/** Which of the replicas there are by then; the call names none where there is none. */
const replica = constantFrom('{replica:0}', '{replica:1}', '{replica:2}');

interface Facts {
  readonly agent: string;
  readonly caller: (typeof CALLERS)[number];
  readonly instanceId: string;
  readonly otherId: string;
  readonly replica: string;
  readonly flag: boolean;
}

interface Call {
  readonly target: string;
  readonly body?: object;
}

const facts: Arbitrary<Facts> = record({ pair, instanceId, otherId: instanceId, replica, flag: boolean() }).map(
  ({ pair: of, ...rest }) => ({ ...of, ...rest }),
);

function placeOf(id: string) {
  return { instance_id: id, instance_type: 't3.medium', region: 'ap-south-1', az: 'ap-south-1b', mode: 'spot' };
}

const CALLS: Readonly<Record<string, (given: Facts) => Call>> = {
  registerInstance: ({ agent: of, instanceId: id, flag }) => ({
    target: `POST /api/agents/${of}/register-instance`,
    body: registration({ instance_id: id, is_primary: flag }),
  }),
  reportTermination: ({ agent: of, instanceId: id, flag }) => ({
    target: `POST /api/agents/${of}/termination-report`,
    body: { instance_id: id, success: flag },
  }),
  heartbeat: ({ agent: of, instanceId: id }) => ({
    target: `POST /api/agents/${of}/heartbeat`,
    body: { instance_id: id, az: 'ap-south-1b' },
  }),
  register: ({ caller: { logicalId }, instanceId: id }) => ({
    target: 'POST /api/agents/register',
    body: { ...placeOf(id), logical_agent_id: logicalId },
  }),
  switchReport: ({ agent: of, instanceId: id, otherId, flag }) => ({
    target: `POST /api/agents/${of}/switch-report`,
    body: {
      old_instance: placeOf(otherId),
      new_instance: placeOf(id),
      timing: flag ? { old_instance_terminated_at: '2025-11-26T11:59:00+00:00' } : {},
    },
  }),
  createReplica: ({ agent: of }) => ({ target: `POST /api/agents/${of}/replicas`, body: { pool_id: `t3.medium.${POOLS[1]}` } }),
  launchReplica: ({ agent: of, replica: id, instanceId: launched, flag }) => ({
    target: `PUT /api/agents/${of}/replicas/${id}`,
    body: { instance_id: launched, status: flag ? 'ready' : 'syncing' },
  }),
  endReplica: ({ agent: of, replica: id, flag }) => ({
    target: `POST /api/agents/${of}/replicas/${id}/status`,
    body: { status: flag ? 'terminated' : 'failed' },
  }),
  promoteReplica: ({ agent: of, replica: id, flag }) => ({
    target: `POST /api/agents/${of}/replicas/${id}/promote`,
    body: { demote_old_primary: flag },
  }),
  deleteReplica: ({ agent: of, replica: id }) => ({ target: `DELETE /api/agents/${of}/replicas/${id}` }),
  emergency: ({ agent: of, instanceId: id }) => ({
    target: `POST /api/agents/${of}/create-emergency-replica`,
    body: { signal_type: 'rebalance-recommendation', instance_id: id },
  }),
  notice: ({ agent: of, instanceId: id }) => ({ target: `POST /api/agents/${of}/termination-imminent`, body: { instance_id: id } }),
  forceSwitch: ({ instanceId: id, flag }) => ({
    target: `POST /api/client/instances/${id}/force-switch`,
    body: { target: flag ? 'ondemand' : 'spot' },
  }),
  cleanup: ({ agent: of }) => ({ target: `POST /api/agents/${of}/cleanup-report`, body: { snapshots: { deleted: ['snap-1'] } } }),
};

/** One call that some client's agent, dashboard or operator may send, about its own agent or the other client's. */
export const anyStep: Arbitrary<Step> = oneof(
  { weight: 1, arbitrary: constantFrom(10, 120, 301).map((seconds) => ({ kind: 'wait' as const, seconds })) },
  {
    weight: 8,
    arbitrary: oneof(...Object.values(CALLS).map((make) => facts.map((given) => ({ given, call: make(given) })))).map(
      ({ given, call: { target, body } }) => ({ kind: 'call' as const, target, token: given.caller.token, body }),
    ),
  },
  { weight: 3, arbitrary: pair.map(({ agent, caller }) => pollOf(agent, caller.token)) },
);

export function pollOf(agent: string, token: string): Step {
  return { kind: 'call', target: `GET /api/agents/${agent}/instances-to-terminate`, token, body: undefined };
}

/** Puts the id of a replica that there is in place of its number. */
export function withReplica(target: string, { database }: SeededBackend): string {
  return target.replace(/\{replica:(\d)\}/, (_, position: string) => {
    const rows = database.prepare('select id from replica_instances order by created_at, id').all();
    return String(rows[Number(position) % Math.max(1, rows.length)]?.['id'] ?? 'none');
  });
}
