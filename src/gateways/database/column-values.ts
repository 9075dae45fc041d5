import { z } from 'zod';
import type { Timestamp } from '../../domain/instance.ts';

/** How a column's value becomes a fact; NULL is `null`: not known. */
export const textValue = z.string().nullable();

export const numberValue = z.union([z.number(), z.string().min(1).pipe(z.coerce.number()), z.null()]);

export const booleanValue = z.union([z.literal([1, '1']).transform(() => true), z.literal([0, '0']).transform(() => false), z.null()]);

/** The backend writes 0 for a price it does not know. */
export const priceValue = numberValue.transform((price) => (price === 0 ? null : price));

const MOMENT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d+?)0*)?Z?$/;

/** The session speaks UTC, so a bare time is one; `0000-00-00 00:00:00` stands for none. */
export const timeValue = z.string().transform(toTimestamp).nullable();

function toTimestamp(text: string, context: z.RefinementCtx): Timestamp | null {
  if (text.startsWith('0000-')) return null;
  const [, day, time, fraction] = MOMENT.exec(text) ?? [];
  if (day === undefined || time === undefined) {
    context.addIssue({ code: 'custom', message: 'not a time' });
    return z.NEVER;
  }
  return `${day}T${time}${fraction === undefined || /^0*$/.test(fraction) ? '' : `.${fraction}`}Z`;
}

/** One of the contract's words; any other is `unknown`. */
export function wordOf<const Word extends string>(words: readonly Word[]): z.ZodType<Word | 'unknown'> {
  return z.unknown().transform((value) => words.find((word) => word === value) ?? 'unknown');
}
