import * as z from 'zod/mini';

import { isInstanceId } from '../../domain/instance.ts';
import { setReplicaStatus, updateReplica, updateReplicaRequest } from '../../wire/replicas.ts';
import { refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent } from '../store/lock-rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { withinColumn } from '../store/within-column.ts';
import { bookInstance } from './book-instance.ts';
import { changeInstance } from './change-instance.ts';
import { findReplica } from './find-replica.ts';
import { placeOf } from './make-replica-primary.ts';
import { reportedTime } from './reported-time.ts';

const request = z.extend(updateReplicaRequest, {
  instance_id: z.string().check(z.refine(isInstanceId, { error: 'Not an EC2 instance id.' })),
  status: z.optional(z.enum(['launching', 'syncing', 'ready'])),
});

/** Puts the launched instance into a replica's row, and into the books beside the primary. */
export const updateReplicaRoute: Route = ownAgentRoute(
  { ...updateReplica, request },
  async ({ store, client, agent, params, body, now }) => {
    const { instance_id, status = 'syncing' } = body;
    return transact(store, async (transaction) => {
      await lockAgent(transaction, agent.id);
      const replica = await findReplica(transaction, { agentId: agent.id, replicaId: params['replicaId'] });
      if (replica.status === 'promoted' || replica.status === 'terminated') throw refusal(409, `The replica is ${replica.status}`);
      await bookInstance(transaction, {
        clientId: client.id,
        agentId: agent.id,
        instanceId: instance_id,
        ...placeOf(replica, agent),
        mode: 'spot',
        poolId: replica.pool_id,
        imageId: null,
        spotPrice: null,
        onDemandPrice: null,
        isPrimary: false,
        now,
      });
      const ready = status === 'ready' ? { ready_at: storedTime(now) } : {};
      await transaction
        .updateTable('replica_instances')
        .set({ instance_id, status, launched_at: storedTime(now), ...ready })
        .where('id', '=', replica.id)
        .execute();
      return { success: true, replica_id: replica.id, instance_id, status };
    });
  },
);

/** What the agent says of its replica. One that is over ends its row, and the sweep gets the machine. */
export const replicaStatusRoute: Route = ownAgentRoute(setReplicaStatus, async ({ store, client, agent, params, body, now }) => {
  const { status } = body;
  const times = {
    sync_started_at: reportedTime('sync_started_at', body.sync_started_at),
    sync_completed_at: reportedTime('sync_completed_at', body.sync_completed_at),
    ready_at: status === 'ready' ? storedTime(now) : null,
  };
  const known = Object.fromEntries(Object.entries(times).filter(([, time]) => time !== null));
  return transact(store, async (transaction) => {
    await lockAgent(transaction, agent.id);
    const replica = await findReplica(transaction, { agentId: agent.id, replicaId: params['replicaId'] });
    if (replica.status === 'promoted') throw refusal(409, 'The replica was promoted: it is the primary');
    if (replica.status === 'terminated' && status !== 'terminated') throw refusal(409, 'The replica is terminated');
    const isOver = status === 'terminated' || status === 'failed';
    const ended = isOver ? { is_active: 0, terminated_at: replica.terminated_at ?? storedTime(now) } : {};
    const error = body.error_message == null ? {} : { error_message: withinColumn(body.error_message) };
    await transaction
      .updateTable('replica_instances')
      .set({ status, ...known, ...error, ...ended })
      .where('id', '=', replica.id)
      .execute();
    if (isOver) {
      const event = { kind: 'dismissed', at: now.toISOString() } as const;
      await changeInstance(transaction, { instanceId: replica.instance_id, clientId: client.id, agentId: agent.id, event, now });
      await transaction
        .updateTable('agents')
        .set({ replica_count: 0, current_replica_id: null })
        .where('id', '=', agent.id)
        .where('current_replica_id', '=', replica.id)
        .execute();
    }
    return { success: true, replica_id: replica.id, status };
  });
});
