import { isInstanceId } from '../../domain/instance.ts';
import { instancesToTerminate } from '../../wire/agent-termination.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import type { Due } from '../store/due-instances.ts';
import type { AgentRow, ClientRow } from '../store/rows.ts';
import { secondsSince, storedTime } from '../store/stored-time.ts';
import { claimReplica, claimZombie } from './claim-offers.ts';

const RETRY_AFTER_SECONDS = 300;
const DEFAULT_WAIT_SECONDS = 300;

/** How long an agent's zombies wait: its own word, else its client's, else the shipped default. 0 means at once. */
export function effectiveWaitSeconds(agent: AgentRow, client: Pick<ClientRow, 'default_terminate_wait_seconds'>): number {
  return Math.max(0, agent.terminate_wait_seconds ?? client.default_terminate_wait_seconds ?? DEFAULT_WAIT_SECONDS);
}

/**
 * Offers an agent its own zombies whose wait is over and its own ended replicas; never what serves any agent. What is offered is
 * claimed, so that no other poller gets it for five minutes; a caller that only looks says so, and claims nothing.
 */
export const instancesToTerminateRoute: Route = ownAgentRoute(instancesToTerminate, async (call) => {
  const { store, queries, agent, client, looksOnly, now, metrics } = call;
  const answer = { auto_terminate_enabled: agent.auto_terminate_enabled, terminate_wait_seconds: agent.terminate_wait_seconds };
  if (agent.auto_terminate_enabled !== 1) return { ...answer, instances: [] };
  const due: Due = {
    agentId: agent.id,
    clientId: client.id,
    notTriedSince: storedTime(secondsBefore(now, RETRY_AFTER_SECONDS)),
    demotedBy: storedTime(secondsBefore(now, effectiveWaitSeconds(agent, client))),
  };
  const waited = (await store.executeQuery(queries.zombiesDue(due))).rows;
  const replicas = (await store.executeQuery(queries.endedReplicas(due))).rows.filter((replica) => isInstanceId(replica.instance_id));
  const ended = new Set(replicas.map((replica) => replica.instance_id));
  const zombies = waited.filter((zombie) => !ended.has(zombie.instance_id));
  const claim = { store, queries, due, now };
  const claimedZombies = looksOnly ? zombies : await whereClaimed(zombies, (zombie) => claimZombie(claim, zombie.instance_id));
  const claimedReplicas = looksOnly ? replicas : await whereClaimed(replicas, (replica) => claimReplica(claim, replica));
  if (!looksOnly) metrics.countOffers(claimedZombies.length + claimedReplicas.length);
  return {
    ...answer,
    instances: [
      ...claimedZombies.map(({ zombie_since, updated_at, ...zombie }) => ({
        ...zombie,
        reason: 'zombie_timeout',
        seconds_waiting: secondsSince(zombie_since ?? updated_at, now),
      })),
      ...claimedReplicas.map(({ instance_id, instance_type, az, terminated_at }) => ({
        instance_id,
        instance_type,
        az,
        reason: 'replica_terminated',
        seconds_since_marked: secondsSince(terminated_at, now),
      })),
    ],
  };
});

async function whereClaimed<T>(items: readonly T[], claim: (item: T) => Promise<boolean>): Promise<readonly T[]> {
  const claimed: T[] = [];
  for (const item of items) if (await claim(item)) claimed.push(item);
  return claimed;
}

function secondsBefore(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() - seconds * 1000);
}
