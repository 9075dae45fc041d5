import * as z from 'zod/mini';
import type { Timestamp } from '../../domain/instance.ts';

/** How a column's value becomes a fact; NULL is `null`: not known. */
export const textValue = z.nullable(z.string());

export const numberValue = z.union([z.number(), z.pipe(z.string().check(z.minLength(1)), z.coerce.number()), z.null()]);

const isTrue = z.pipe(
  z.literal([1, '1']),
  z.transform(() => true),
);
const isFalse = z.pipe(
  z.literal([0, '0']),
  z.transform(() => false),
);
export const booleanValue = z.union([isTrue, isFalse, z.null()]);

/** The backend writes 0 for a price it does not know. */
export const priceValue = z.pipe(
  numberValue,
  z.transform((price) => (price === 0 ? null : price)),
);

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
    z.transform((value) => words.find((word) => word === value) ?? 'unknown'),
  );
}
