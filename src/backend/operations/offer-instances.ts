import { isInstanceId } from '../../domain/instance.ts';
import { instancesToTerminate } from '../../wire/agent-termination.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import type { Store } from '../store/open-store.ts';
import type { AgentRow, ClientRow } from '../store/rows.ts';
import { secondsSince, storedTime } from '../store/stored-time.ts';

const RETRY_AFTER_SECONDS = 300;
const DEFAULT_WAIT_SECONDS = 300;

/** How long an agent's zombies wait: its own word, else its client's, else the shipped default. 0 means at once. */
export function effectiveWaitSeconds(agent: AgentRow, client: Pick<ClientRow, 'default_terminate_wait_seconds'>): number {
  return Math.max(0, agent.terminate_wait_seconds ?? client.default_terminate_wait_seconds ?? DEFAULT_WAIT_SECONDS);
}

/** Offers an agent its own zombies whose wait is over and its own ended replicas; never what serves any agent. */
export const instancesToTerminateRoute: Route = ownAgentRoute(instancesToTerminate, async ({ store, agent, client, now }) => {
  const answer = { auto_terminate_enabled: agent.auto_terminate_enabled, terminate_wait_seconds: agent.terminate_wait_seconds };
  if (agent.auto_terminate_enabled !== 1) return { ...answer, instances: [] };
  const notTriedSince = storedTime(secondsBefore(now, RETRY_AFTER_SECONDS));
  const demotedBy = storedTime(secondsBefore(now, effectiveWaitSeconds(agent, client)));
  const zombies = await zombiesDue(store, { agent, notTriedSince, demotedBy });
  const replicas = await endedReplicas(store, { agent, notTriedSince });
  return {
    ...answer,
    instances: [
      ...zombies.map(({ zombie_since, updated_at, ...zombie }) => ({
        ...zombie,
        reason: 'zombie_timeout',
        seconds_waiting: secondsSince(zombie_since ?? updated_at, now),
      })),
      ...replicas
        .filter((replica) => isInstanceId(replica.instance_id))
        .map(({ terminated_at, ...replica }) => ({
          ...replica,
          reason: 'replica_terminated',
          seconds_since_marked: secondsSince(terminated_at, now),
        })),
    ],
  };
});

async function zombiesDue(store: Store, due: { readonly agent: AgentRow; readonly notTriedSince: string; readonly demotedBy: string }) {
  return store
    .selectFrom('instances as i')
    .select(['i.id as instance_id', 'i.instance_type', 'i.az', 'i.zombie_since', 'i.updated_at'])
    .where('i.agent_id', '=', due.agent.id)
    .where('i.client_id', '=', due.agent.client_id)
    .where('i.instance_status', '=', 'zombie')
    .where('i.is_active', '=', 0)
    .where('i.is_primary', '=', 0)
    .where((is) => is.or([is('i.termination_attempted_at', 'is', null), is('i.termination_attempted_at', '<', due.notTriedSince)]))
    .where((is) => is(is.fn.coalesce('i.zombie_since', 'i.updated_at'), '<=', due.demotedBy))
    .where((is) => is.not(is.exists(is.selectFrom('agents as a').select('a.id').whereRef('a.instance_id', '=', 'i.id'))))
    .orderBy('i.zombie_since')
    .orderBy('i.id')
    .execute();
}

async function endedReplicas(store: Store, due: { readonly agent: AgentRow; readonly notTriedSince: string }) {
  return store
    .selectFrom('replica_instances as ri')
    .select(['ri.instance_id', 'ri.instance_type', 'ri.az', 'ri.terminated_at'])
    .where('ri.agent_id', '=', due.agent.id)
    .where('ri.status', '=', 'terminated')
    .where((is) => is.or([is('ri.termination_attempted_at', 'is', null), is('ri.termination_attempted_at', '<', due.notTriedSince)]))
    .where('ri.termination_confirmed', 'is distinct from', 1)
    .where((is) => is.not(is.exists(is.selectFrom('agents as a').select('a.id').whereRef('a.instance_id', '=', 'ri.instance_id'))))
    .where((is) => {
      const sameInstance = is.selectFrom('instances as i').select('i.id').whereRef('i.id', '=', 'ri.instance_id');
      return is.not(is.exists(sameInstance.where('i.instance_status', '=', 'running_primary')));
    })
    .orderBy('ri.id')
    .execute();
}

function secondsBefore(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() - seconds * 1000);
}
