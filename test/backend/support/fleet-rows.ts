import type { NewRow } from '../../../src/backend/store/new-row.ts';
import { storedTime } from '../../../src/backend/store/stored-time.ts';
import { administratorRow, agentRow, clientRow, instanceRow } from '../../../src/sandbox/worlds/seed-rows.ts';
import { START } from './seeded-backend.ts';

export const ACME = { id: 'c11e0000-0000-4000-8000-00000000000a', token: 'acme-token' } as const;
export const GLOBEX = { id: 'c11e0000-0000-4000-8000-00000000000b', token: 'globex-token' } as const;
export const ADMINISTRATOR = 'administrator-token';
export const WEB = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
export const GLOBEX_AGENT = 'a6e00000-0000-4000-8000-00000000000b';
export const PRIMARY = 'i-029c1999a147722de';
export const GLOBEX_PRIMARY = 'i-0b0b0b0b0b0b0b0b0';
export const NEW_INSTANCE = 'i-0f75d6fccfb53a938';

type InstanceFacts = Partial<Parameters<typeof instanceRow>[0]>;

/** Two clients in one region, each with an agent and its primary. */
export function twoClients(
  more: { readonly agent?: Partial<Parameters<typeof agentRow>[0]>; readonly rows?: readonly NewRow[] } = {},
): readonly NewRow[] {
  return [
    clientRow({ id: ACME.id, name: 'Acme', token: ACME.token }),
    clientRow({ id: GLOBEX.id, name: 'Globex', token: GLOBEX.token }),
    administratorRow({ id: '0ad00000-0000-4000-8000-000000000001', name: 'root', token: ADMINISTRATOR }),
    agentRow({
      id: WEB,
      client_id: ACME.id,
      logical_agent_id: 'web-01',
      instance_id: PRIMARY,
      region: 'ap-south-1',
      az: 'ap-south-1a',
      terminate_wait_seconds: 60,
      ...more.agent,
    }),
    agentRow({
      id: GLOBEX_AGENT,
      client_id: GLOBEX.id,
      logical_agent_id: 'globex-01',
      instance_id: GLOBEX_PRIMARY,
      region: 'ap-south-1',
      az: 'ap-south-1a',
    }),
    acmeInstance({ id: PRIMARY }),
    instanceRow({ id: GLOBEX_PRIMARY, client_id: GLOBEX.id, agent_id: GLOBEX_AGENT }),
    ...(more.rows ?? []),
  ];
}

export function acmeInstance(facts: InstanceFacts & { readonly id: string }): NewRow {
  return instanceRow({ client_id: ACME.id, agent_id: WEB, ...facts });
}

/** A zombie of Acme's agent that was demoted so many seconds before the test begins. */
export function acmeZombie(facts: InstanceFacts & { readonly id: string; readonly demotedSecondsAgo: number }): NewRow {
  const { demotedSecondsAgo, ...columns } = facts;
  const since = storedTime(new Date(START.getTime() - demotedSecondsAgo * 1000));
  return acmeInstance({ instance_status: 'zombie', is_primary: 0, is_active: 0, zombie_since: since, ...columns });
}

/** The body that registers an instance as primary. */
export function registration(facts: Readonly<Record<string, unknown>> = {}) {
  return {
    instance_id: NEW_INSTANCE,
    instance_type: 't3.medium',
    region: 'ap-south-1',
    az: 'ap-south-1c',
    mode: 'spot',
    pool_id: 't3.medium.ap-south-1c',
    is_primary: true,
    spot_price: 0.0125,
    ondemand_price: 0.0448,
    ...facts,
  };
}
