import * as z from 'zod/mini';

import { isInstanceId } from '../../domain/instance.ts';
import { reportedTime } from './reported-time.ts';

const optional = (characters: number) => z.nullish(z.string().check(z.maxLength(characters)));
const filled = (characters: number) => z.string().check(z.minLength(1), z.maxLength(characters));
const price = z.nullish(z.number().check(z.minimum(0), z.maximum(9999.999999)));
const time = z.nullish(z.string());
const described = { mode: z.nullish(z.enum(['spot', 'ondemand', 'unknown'])), pool_id: optional(100), ami_id: optional(50) };
const prices = z.object({ on_demand: price, old_spot: price, new_spot: price });

/** Both families of field names: the documented ones, and those that the agents send. */
export const switchRequest = z.object({
  old_instance: z.optional(
    z.object({ instance_id: optional(50), instance_type: optional(50), region: optional(32), az: optional(48), ...described }),
  ),
  new_instance: z.object({
    instance_id: z.string().check(z.refine(isInstanceId, { error: 'Not an EC2 instance id.' })),
    instance_type: filled(50),
    region: filled(32),
    az: filled(48),
    ...described,
  }),
  timing: z.optional(
    z.object({
      initiated_at: time,
      ami_created_at: time,
      instance_launched_at: time,
      instance_ready_at: time,
      old_terminated_at: time,
      switch_initiated_at: time,
      new_instance_launched_at: time,
      new_instance_ready_at: time,
      traffic_switched_at: time,
      old_instance_terminated_at: time,
    }),
  ),
  pricing: z.optional(prices),
  prices: z.optional(prices),
  trigger: optional(20),
  command_id: optional(36),
});

export type SwitchRequest = z.output<typeof switchRequest>;

type TimeField = keyof NonNullable<SwitchRequest['timing']>;

/** The times of a switch as they are stored, whichever names they came under. */
export function switchTimes({ timing = {} }: SwitchRequest) {
  const timeOf = (...names: readonly TimeField[]): string | null =>
    names.reduce<string | null>((found, name) => found ?? reportedTime(`timing.${name}`, timing[name]), null);
  return {
    initiated_at: timeOf('initiated_at', 'switch_initiated_at'),
    ami_created_at: timeOf('ami_created_at'),
    instance_launched_at: timeOf('instance_launched_at', 'new_instance_launched_at'),
    instance_ready_at: timeOf('instance_ready_at', 'new_instance_ready_at'),
    old_terminated_at: timeOf('old_terminated_at', 'old_instance_terminated_at'),
  };
}
