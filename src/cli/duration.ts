import { SpotctlError } from '../domain/errors/spotctl-error.ts';

const UNIT_SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 };
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;

const LONGEST_TIMEOUT_MS = 86_400_000;

/** Milliseconds of `30s`, `1h30m`, `500ms`, or of a bare number of seconds. Throws `USAGE` for anything else. */
export function parseDuration(text: string): number {
  const normal = /^\d+(?:\.\d+)?$/.test(text) ? `${text}s` : text;
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(normal)) {
    throw new SpotctlError({ code: 'USAGE', message: `"${text}" is not a duration.`, hint: 'Write it like 30s, 10m or 1h30m.' });
  }
  const seconds = [...normal.matchAll(PART)].reduce(
    (total, [, amount = '0', unit = 's']) => total + Number(amount) * (UNIT_SECONDS[unit] ?? 0),
    0,
  );
  return Math.round(seconds * 1_000);
}

/** The same for how long an answer may take: longer than nothing, and at most a day, which every timer can count. */
export function parseTimeout(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds > 0 && milliseconds <= LONGEST_TIMEOUT_MS) return milliseconds;
  throw new SpotctlError({ code: 'USAGE', message: `"${text}" is no time to wait for an answer.`, hint: 'Wait from 1ms to 24h.' });
}
