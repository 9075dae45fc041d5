import { ACME, NEW_INSTANCE, PRIMARY, WEB } from '../../backend/support/fleet-rows.ts';

export type Call = (path: string, body?: object) => Promise<{ readonly status: number; readonly body: unknown }>;

const place = { instance_type: 't3.medium', region: 'ap-south-1', az: 'ap-south-1c', mode: 'spot' };
const pools = ['ap-south-1a', 'ap-south-1c'].map((az) => ({ pool_id: `t3.medium.${az}`, az, price: 0.0312 }));

const reports: readonly (readonly [string, object])[] = [
  ['/api/agents/register', { ...place, logical_agent_id: 'api-01', instance_id: 'i-0000000000000a91a' }],
  [`/api/agents/${WEB}/heartbeat`, { status: 'online' }],
  [
    `/api/agents/${WEB}/pricing-report`,
    {
      instance: { instance_id: PRIMARY, ...place },
      pricing: { current_spot_price: 0.04, on_demand_price: 0.08, spot_pools: pools, collected_at: '2025-11-26T10:00:00+05:30' },
    },
  ],
  [`/api/agents/${WEB}/cleanup-report`, { snapshots: { deleted: ['snap-1'] }, amis: { failed: [{}] } }],
  [
    `/api/agents/${WEB}/switch-report`,
    {
      old_instance: { instance_id: PRIMARY, ...place },
      new_instance: { instance_id: NEW_INSTANCE, ...place },
      timing: { switch_initiated_at: '2025-11-26T10:00:00.123456+00:00', old_instance_terminated_at: '2025-11-26T10:02:10Z' },
      prices: { on_demand: 0.0832, old_spot: 0.0416, new_spot: 0.0312 },
    },
  ],
  [`/api/agents/${WEB}/rebalance-recommendation`, { detected_at: '2025-11-26T10:00:00.5+00:00' }],
  [`/api/client/agents/${WEB}/config`, { manualReplicaEnabled: true, terminateWaitMinutes: 0 }],
  [`/api/agents/${WEB}/replicas`, { pool_id: 't3.medium.ap-south-1a' }],
  [`/api/client/agents/${WEB}/config`, { autoSwitchEnabled: true }],
  [`/api/agents/${WEB}/create-emergency-replica`, { signal_type: 'rebalance-recommendation' }],
  [`/api/client/instances/${NEW_INSTANCE}/force-switch`, { target: 'ondemand' }],
  [`/api/agents/${WEB}/commands/7/executed`, { success: true, message: 'done' }],
  [`/api/agents/${WEB}/termination`, { reason: 'shutdown' }],
  ['/api/notifications/mark-all-read', {}],
];

const lists: readonly string[] = [
  ...['', '/instances', '/agents', '/replicas', '/switch-history'].map((list) => `/api/client/${ACME.id}${list}`),
  ...['replicas', 'pending-commands', 'config', 'instances-to-terminate'].map((list) => `/api/agents/${WEB}/${list}`),
  '/api/notifications',
  '/api/health/database-schema',
];

/** Sends what an agent of Acme and its dashboard send, each once; the calls that were not answered well, with their answers. */
export async function failuresOfEveryKindOfCall(call: Call): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const [path, body] of [...reports, ...lists.map((list) => [list, undefined] as const)]) {
    const { status, body: answer } = await call(path, body);
    if (status >= 300) failures.push(`${status} ${path} ${JSON.stringify(answer)}`);
  }
  return failures;
}
