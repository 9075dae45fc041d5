import * as z from 'zod/mini';

/** A database boolean: 0, 1 or null from most calls, true or false from some, and any small number a caller once stored. */
export const databaseFlag = z.nullable(z.union([z.boolean(), z.number()]));

/** A time without zone, `YYYY-MM-DDTHH:MM:SS`, with or without a fraction: never `Z`, never an offset. */
export const zonelessTime = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?$/));

/** The answer of a call that has nothing else to say. */
export const successResponse = z.object({ success: z.boolean() });

export const successMessageResponse = z.object({ success: z.boolean(), message: z.string() });
