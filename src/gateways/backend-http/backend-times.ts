import type { Timestamp } from '../../domain/instance.ts';

const ZONE = /(?:Z|[+-]\d{2}:\d{2})$/;

/** A time of the backend as UTC: one without zone already is. */
export function fromBackendTime(time: string): Timestamp {
  if (time.endsWith('Z')) return time;
  return ZONE.test(time) ? new Date(time).toISOString() : `${time}Z`;
}

export function fromOptionalTime(time: string | null): Timestamp | null {
  return time === null ? null : fromBackendTime(time);
}

/** A moment as the backend's database takes it on every server: whole seconds of UTC, no zone. */
export function toBackendTime(timestamp: Timestamp): string {
  return new Date(timestamp).toISOString().slice(0, 19);
}
