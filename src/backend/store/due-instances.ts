import type { Store } from './open-store.ts';

/** What is due for an agent: demoted by the one time, and neither tried nor offered since the other. */
export interface Due {
  readonly agentId: string;
  readonly clientId: string;
  readonly notTriedSince: string;
  readonly demotedBy: string;
}

/** Ordered by the start of their wait. The index of agents' instances serves it, whatever other agents have. */
export function zombiesDue(store: Store, due: Due) {
  return (
    store
      .selectFrom('instances as i')
      .select(['i.id as instance_id', 'i.instance_type', 'i.az', 'i.zombie_since', 'i.updated_at'])
      .where('i.agent_id', '=', due.agentId)
      .where('i.instance_status', '=', 'zombie')
      // Not as plain columns: SQLite would rather use their own indexes, which hold every agent's instances.
      .where((is) => is(is.fn.coalesce('i.client_id', is.val('')), '=', due.clientId))
      .where((is) => is(is.fn.coalesce('i.is_active', is.val(1)), '=', 0))
      .where('i.is_primary', '=', 0)
      .where((is) => is.or([is('i.termination_attempted_at', 'is', null), is('i.termination_attempted_at', '<', due.notTriedSince)]))
      .where((is) => is.or([is('i.termination_claimed_at', 'is', null), is('i.termination_claimed_at', '<', due.notTriedSince)]))
      .where((is) => is(is.fn.coalesce('i.zombie_since', 'i.updated_at'), '<=', due.demotedBy))
      .where((is) => is.not(is.exists(is.selectFrom('agents as a').select('a.id').whereRef('a.instance_id', '=', 'i.id'))))
      .orderBy('i.zombie_since')
      .orderBy('i.id')
  );
}

/**
 * Replicas that are over. Not offered where the other book says that the instance is confirmed, claimed, a primary or another
 * client's.
 */
export function endedReplicas(store: Store, due: Omit<Due, 'demotedBy'>) {
  return store
    .selectFrom('replica_instances as ri')
    .select(['ri.id', 'ri.instance_id', 'ri.instance_type', 'ri.az', 'ri.terminated_at'])
    .where('ri.agent_id', '=', due.agentId)
    .where('ri.status', '=', 'terminated')
    .where((is) => is.or([is('ri.termination_attempted_at', 'is', null), is('ri.termination_attempted_at', '<', due.notTriedSince)]))
    .where((is) => is.or([is('ri.termination_confirmed', 'is', null), is('ri.termination_confirmed', '!=', 1)]))
    .where((is) => is.or([is('ri.termination_claimed_at', 'is', null), is('ri.termination_claimed_at', '<', due.notTriedSince)]))
    .where((is) => is.not(is.exists(is.selectFrom('agents as a').select('a.id').whereRef('a.instance_id', '=', 'ri.instance_id'))))
    .where((is) => {
      const booked = is.selectFrom('instances as i').select('i.id').whereRef('i.id', '=', 'ri.instance_id');
      const speaksAgainst = booked.where((no) =>
        no.or([
          no('i.client_id', '!=', due.clientId),
          no('i.is_primary', '!=', 0),
          no('i.instance_status', '=', 'running_primary'),
          no.and([no('i.instance_status', '=', 'terminated'), no('i.termination_confirmed', '=', 1)]),
          no('i.termination_claimed_at', '>=', due.notTriedSince),
        ]),
      );
      return is.not(is.exists(speaksAgainst));
    })
    .orderBy('ri.id');
}
