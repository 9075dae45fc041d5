import * as z from 'zod/mini';
import type { Timestamp } from '../../domain/instance.ts';

/** How a column's value becomes a fact; NULL is `null`: not known. */
export const textValue = z.nullable(z.string());

export const numberValue = z.union([z.number(), z.pipe(z.string().check(z.minLength(1)), z.coerce.number()), z.null()]);

/** Any number but 0 counts as true, as the server takes it: 2 was stored for some primaries. */
export const booleanValue = z.pipe(numberValue, z.transform(toBoolean));

export function toBoolean(flag: number | null): boolean | null {
  return flag === null ? null : flag !== 0;
}

/** The backend writes 0 for a price it does not know, and stores a negative one as it came. */
export function toPrice(price: number | null): number | null {
  return price !== null && price > 0 ? price : null;
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d+?)0*)?Z?$/;

/** The session speaks UTC, so a bare time is one; `0000-00-00 00:00:00` stands for none. */
export const timeValue = z.nullable(z.pipe(z.string().check(z.regex(MOMENT)), z.transform(toTimestamp)));

function toTimestamp(text: string): Timestamp | null {
  if (text.startsWith('0000-')) return null;
  const [, day, time, fraction] = MOMENT.exec(text) ?? [];
  return `${day}T${time}${fraction === undefined || /^0*$/.test(fraction) ? '' : `.${fraction}`}Z`;
}

/** One of the contract's words; any other is `unknown`. */
export function wordOf<const Word extends string>(words: readonly Word[]): z.ZodMiniType<Word | 'unknown'> {
  return z.pipe(
    z.unknown(),
    z.transform((value) => toWord(value, words)),
  );
}

export function toWord<const Word extends string>(value: unknown, words: readonly Word[]): Word | 'unknown' {
  return words.find((word) => word === value) ?? 'unknown';
}
