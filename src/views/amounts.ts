import type { Timestamp } from '../domain/instance.ts';

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'm'],
] as const;

/** `3d4h`, `2h5m`, `12m`, `45s`: a span of seconds in the two largest of days, hours and minutes, or in seconds below a minute. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  for (const [position, [size, name]] of UNITS.entries()) {
    if (whole < size) continue;
    const next = UNITS[position + 1];
    const rest = next === undefined ? 0 : Math.floor((whole % size) / next[0]);
    return `${Math.floor(whole / size)}${name}${next === undefined || rest === 0 ? '' : `${rest}${next[1]}`}`;
  }
  return `${whole}s`;
}

/** Age of a moment as seen from `now`; `-` where unknown. */
export function formatAge(moment: Timestamp | null, now: Timestamp): string {
  return moment === null ? '-' : formatDuration((Date.parse(now) - Date.parse(moment)) / 1_000);
}

/** USD per hour with four decimals, as spot prices are quoted; `-` where unknown. */
export function formatHourly(usdPerHour: number | null): string {
  return usdPerHour === null ? '-' : `$${usdPerHour.toFixed(4)}`;
}

/** An amount of USD with cents; `-` where unknown. */
export function formatUsd(usd: number | null): string {
  return usd === null ? '-' : `$${usd.toFixed(2)}`;
}

/** `1 instance`, `2 instances`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** An amount for a machine: to the millionth of a dollar, where floating point has no noise yet. */
export function roundUsd(usd: number | null): number | null {
  return usd === null ? null : Math.round(usd * 1_000_000) / 1_000_000;
}
