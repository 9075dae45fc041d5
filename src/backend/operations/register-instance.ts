import * as z from 'zod/mini';

import { isInstanceId } from '../../domain/instance.ts';
import { registerInstance, registerInstanceRequest } from '../../wire/instance-registration.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import { transact } from '../store/transact.ts';
import { bookInstance, type BookingRequest } from './book-instance.ts';
import { pointAgentAt } from './point-agent.ts';

const upTo = (characters: number) => z.string().check(z.minLength(1), z.maxLength(characters));
const price = z.nullish(z.number().check(z.minimum(0), z.maximum(9999.999999)));

/** What the columns can hold, checked before anything is written. */
const request = z.extend(registerInstanceRequest, {
  instance_id: z.string().check(z.refine(isInstanceId, { error: 'Not an EC2 instance id.' })),
  instance_type: upTo(50),
  region: upTo(32),
  az: upTo(48),
  mode: z.enum(['spot', 'ondemand', 'unknown']),
  pool_id: z.nullish(upTo(100)),
  ami_id: z.nullish(upTo(64)),
  spot_price: price,
  ondemand_price: price,
});

/** Registers an instance for an agent; a primary replaces every other primary of the agent in the same transaction. */
export const registerInstanceRoute: Route = ownAgentRoute({ ...registerInstance, request }, async ({ store, agent, client, body, now }) => {
  const booking: BookingRequest = {
    clientId: client.id,
    agentId: agent.id,
    instanceId: body.instance_id,
    instanceType: body.instance_type,
    region: body.region,
    az: body.az,
    mode: body.mode,
    poolId: body.pool_id ?? null,
    imageId: body.ami_id ?? null,
    spotPrice: body.spot_price ?? null,
    onDemandPrice: body.ondemand_price ?? null,
    isPrimary: body.is_primary ?? true,
    now,
  };
  await transact(store, (transaction) => register(transaction, booking));
  return { success: true, message: 'Instance registered successfully', instance_id: booking.instanceId, is_primary: booking.isPrimary };
});

async function register(transaction: StoreTransaction, booking: BookingRequest): Promise<void> {
  const { clientId, agentId, instanceId, isPrimary, mode, now } = booking;
  await lockAgent(transaction, agentId);
  await bookInstance(transaction, booking);
  if (isPrimary) await pointAgentAt(transaction, booking);
  await recordEvent(transaction, {
    type: 'instance_registered',
    clientId,
    agentId,
    instanceId,
    message: `Instance ${instanceId} was registered as ${isPrimary ? 'primary' : 'replica'}`,
    metadata: { mode, is_primary: isPrimary },
    at: now,
  });
}
