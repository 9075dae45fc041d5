import type { Timestamp } from '../../domain/instance.ts';

// As in `User initiated (2026-11-23 12:00:00 GMT)`; moto writes UTC.
const MOMENT = /\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:GMT|UTC)\)\s*$/;

/** The moment that EC2 puts behind the reason of the last change of state; `null` where there is none. */
export function readTransition(reason: string): Timestamp | null {
  const [, day, time] = MOMENT.exec(reason) ?? [];
  const date = new Date(`${day}T${time}Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
