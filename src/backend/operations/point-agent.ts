import type { StoreTransaction } from '../store/open-store.ts';
import { storedTime } from '../store/stored-time.ts';
import type { BookingRequest } from './book-instance.ts';

/** The agent serves with this instance from now on. */
export async function pointAgentAt(transaction: StoreTransaction, booking: BookingRequest): Promise<void> {
  await transaction
    .updateTable('agents')
    .set({
      instance_id: booking.instanceId,
      instance_type: booking.instanceType,
      region: booking.region,
      az: booking.az,
      current_mode: booking.mode,
      current_pool_id: booking.poolId,
      updated_at: storedTime(booking.now),
    })
    .where('id', '=', booking.agentId)
    .execute();
}
