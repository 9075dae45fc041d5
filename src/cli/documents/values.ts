import { z } from 'zod';
import { SWEEP_OBSTACLES } from '../../domain/sweep-obstacles.ts';

/** RFC 3339 in UTC. */
export const moment = z.iso.datetime();
export const optionalMoment = moment.nullable();
/** USD, or USD per hour; `null` where unknown. */
export const usd = z.number().nullable();
export const optionalText = z.string().nullable();
export const optionalFlag = z.boolean().nullable();
export const count = z.int().min(0);
export const optionalCount = count.nullable();

export const instanceStatus = z.enum(['running_primary', 'running_replica', 'zombie', 'terminated', 'unknown']);
export const purchaseMode = z.enum(['spot', 'ondemand', 'unknown']);
export const lifecycle = z.enum(['spot', 'on-demand']);
export const cloudState = z.enum(['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped', 'unknown']);
export const severity = z.enum(['error', 'warning', 'info']);
export const category = z.enum(['schema', 'endpoints', 'aws', 'fleet', 'logs']);

export const client = z.object({ id: z.string(), name: z.string() });

/** What outlives a terminated instance. */
export const leftBehind = z.object({
  volumes: z.array(z.string()),
  networkInterfaces: z.array(z.string()),
  addresses: z.array(z.string()),
});

export const sweepObstacle = z.enum(SWEEP_OBSTACLES);
