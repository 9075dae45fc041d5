const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * When a keep tag ends, in milliseconds; a bare date counts to the end of that day, UTC.
 * `null` for anything that is no calendar date: what cannot be read keeps.
 */
export function parseKeepUntil(tag: string): number | null {
  const text = tag.trim();
  if (!DATE.test(text) && !MOMENT.test(text)) return null;
  const day = text.slice(0, 10);
  const moment = Date.parse(text);
  const isOfTheCalendar = !Number.isNaN(moment) && new Date(Date.parse(day)).toISOString().startsWith(day);
  if (!isOfTheCalendar) return null;
  return DATE.test(text) ? moment + DAY_MS : moment;
}
