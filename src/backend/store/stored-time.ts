/** Times are stored as MySQL writes them, in UTC and whole seconds: `2025-11-26 10:05:00`. */
export function storedTime(moment: Date): string {
  return moment.toISOString().slice(0, 19).replace('T', ' ');
}

/** A stored time, or one the database made itself, as a moment; `null` where there is none or it is no time. */
export function momentOf(stored: string | null | undefined): Date | null {
  if (stored == null) return null;
  const text = stored.replace(' ', 'T');
  const moment = new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** A stored time as the contract sends it: `2025-11-26T10:05:00`, without a zone. */
export function sentTime(stored: string | null): string | null {
  return stored === null ? null : stored.replace(' ', 'T');
}

/** A time from a caller, with `Z`, with an offset or without zone (then UTC); `null` where it is none. */
export function receivedTime(text: string): Date | null {
  const isTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/.test(text);
  const moment = isTime ? momentOf(text) : null;
  return moment === null || moment.getUTCFullYear() < 1970 || moment.getUTCFullYear() > 2037 ? null : moment;
}

/** Whole seconds from a stored time to now; `null` where there is no such time. */
export function secondsSince(stored: string | null, now: Date): number | null {
  const moment = momentOf(stored);
  return moment === null ? null : Math.floor((now.getTime() - moment.getTime()) / 1000);
}
