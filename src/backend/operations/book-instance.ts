import { transition, type TransitionRefusal } from '../../domain/instance-transitions.ts';
import { refusal } from '../http/refusal.ts';
import { bookOf, columnsOf } from '../store/instance-book.ts';
import { lockInstance } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import type { InstanceRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { demoteOtherPrimaries } from './make-primary.ts';

/** An instance as its agent or an operator describes it, on its way into the books. */
export interface BookingRequest {
  readonly clientId: string;
  readonly agentId: string;
  readonly instanceId: string;
  readonly instanceType: string;
  readonly region: string;
  readonly az: string;
  readonly mode: string;
  readonly poolId: string | null;
  readonly imageId: string | null;
  readonly spotPrice: number | null;
  readonly onDemandPrice: number | null;
  readonly isPrimary: boolean;
  readonly now: Date;
}

/** Puts an instance into the books or changes its row; as a primary it replaces the agent's others. 409 where the state machine refuses. */
export async function bookInstance(transaction: StoreTransaction, request: BookingRequest): Promise<void> {
  const existing = await lockInstance(transaction, request.instanceId);
  if (existing !== undefined) refuseForeign(existing, request);
  const book = existing === undefined ? null : bookOf(existing);
  const change = transition(book, { kind: request.isPrimary ? 'registered-as-primary' : 'registered-as-replica' });
  if (change.outcome === 'refused') throw refusal(409, describeRefusal(request.instanceId, change.because));
  if (request.isPrimary) await demoteOtherPrimaries(transaction, { ...request, exceptId: request.instanceId });
  if (change.outcome === 'unchanged') return;
  const columns = {
    ...describedColumns(request),
    ...columnsOf(change.to, { row: existing ?? {}, agentId: request.agentId }),
    updated_at: storedTime(request.now),
  };
  if (existing === undefined) {
    const origin = {
      id: request.instanceId,
      client_id: request.clientId,
      created_at: columns.updated_at,
      installed_at: columns.updated_at,
    };
    await transaction
      .insertInto('instances')
      .values({ ...origin, ...columns })
      .execute();
    return;
  }
  await transaction.updateTable('instances').set(columns).where('id', '=', request.instanceId).execute();
  await forgetEndedReplicas(transaction, request);
}

/** What is registered again is wanted again: no ended replica of that id is left for the sweep. */
async function forgetEndedReplicas(transaction: StoreTransaction, { agentId, instanceId }: BookingRequest): Promise<void> {
  await transaction
    .updateTable('replica_instances')
    .set({ status: 'failed', error_message: 'Registered again' })
    .where('agent_id', '=', agentId)
    .where('instance_id', '=', instanceId)
    .where('status', '=', 'terminated')
    .where((is) => is.or([is('termination_confirmed', 'is', null), is('termination_confirmed', '!=', 1)]))
    .execute();
}

/** Another client's row, or one that serves another agent, is not to be had by naming it. */
function refuseForeign(existing: InstanceRow, request: BookingRequest): void {
  if (existing.client_id !== request.clientId) throw refusal(409, `Instance ${request.instanceId} cannot be registered for this client`);
  const servesOther = existing.agent_id !== null && existing.agent_id !== request.agentId;
  if (servesOther && existing.is_primary !== 0 && existing.instance_status !== 'terminated') {
    throw refusal(409, `Instance ${request.instanceId} is the primary of another agent`);
  }
}

/** Prices that a caller does not know leave the ones that are known. */
function describedColumns(request: BookingRequest) {
  return {
    agent_id: request.agentId,
    instance_type: request.instanceType,
    region: request.region,
    az: request.az,
    current_mode: request.mode,
    current_pool_id: request.poolId,
    ...(request.imageId === null ? {} : { ami_id: request.imageId }),
    ...(request.spotPrice === null ? {} : { spot_price: request.spotPrice }),
    ...(request.onDemandPrice === null ? {} : { ondemand_price: request.onDemandPrice }),
  };
}

export function describeRefusal(instanceId: string, because: TransitionRefusal): string {
  switch (because) {
    case 'is-primary':
      return `Instance ${instanceId} is a primary`;
    case 'termination-confirmed':
      return `Instance ${instanceId} was terminated`;
    default:
      return because satisfies never;
  }
}
