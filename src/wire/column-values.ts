import * as z from 'zod/mini';

/** A database boolean: 0, 1 or null from most calls, true or false from some, and any small number a caller once stored. */
export const databaseFlag = z.nullable(z.union([z.boolean(), z.number()]));

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})?$/;

/**
 * A moment in an answer: `YYYY-MM-DDTHH:MM:SS`, mostly without zone (then the one of the database session, UTC where set up well),
 * with a fraction where the process made it.
 */
export const backendTime = z.string().check(
  z.regex(TIME),
  z.refine((time) => !Number.isNaN(Date.parse(time))),
);

/** The answer of a call that has nothing else to say. */
export const successResponse = z.object({ success: z.boolean() });

export const successMessageResponse = z.object({ success: z.boolean(), message: z.string() });
