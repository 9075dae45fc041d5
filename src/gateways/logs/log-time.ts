const MOMENT = /(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,6}))?\s?(Z|[+-]\d{2}:?\d{2})?/;
const COMMON_LOG = /(\d{2})\/([A-Z][a-z]{2})\/(\d{4})[: ](\d{2}:\d{2}:\d{2})(?: ([+-]\d{4}))?/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** When a line was written, in milliseconds since the epoch; `null` where it does not say. A time without zone is UTC, as the services run. */
export function timeOfLine(line: string): number | null {
  const head = line.slice(0, 120);
  const iso = MOMENT.exec(head);
  if (iso !== null) {
    const [, year, month, day, time, fraction = '0', zone = 'Z'] = iso;
    return valid(`${year}-${month}-${day}T${time}.${fraction.slice(0, 3)}${zoneOf(zone)}`);
  }
  const common = COMMON_LOG.exec(head);
  if (common === null) return null;
  const [, day, name = '', year, time, zone = 'Z'] = common;
  const month = String(MONTHS.indexOf(name) + 1).padStart(2, '0');
  return valid(`${year}-${month}-${day}T${time}${zoneOf(zone)}`);
}

function zoneOf(zone: string): string {
  return zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
}

function valid(text: string): number | null {
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : moment;
}
