import * as z from 'zod/mini';

/** Every error a handler writes itself. A 500 carries the text of the exception, a database one as `1054 (42S22): …`. */
export const errorResponse = z.object({ error: z.string() });

/** 400 of the calls that validate field by field. */
export const validationErrorResponse = z.object({
  error: z.literal('Validation failed'),
  details: z.record(z.string(), z.array(z.string())),
});

/** 401, 403 and 500 of `GET /api/client/validate`. */
export const tokenErrorResponse = z.object({ valid: z.literal(false), error: z.string() });

/** The number, the SQL state and the text of a database error, as the backend passes it on. */
export const DATABASE_ERROR = /^(\d{4}) \(([0-9A-Z]{5})\): /;

/** The texts that callers tell apart. */
export const errorTexts = {
  tokenMissing: 'Missing client token',
  tokenInvalid: 'Invalid client token',
  validateHeaderMissing: 'Missing or invalid Authorization header',
  validateTokenEmpty: 'Token is empty',
  validateTokenInvalid: 'Invalid token',
  clientInactive: 'Client account is not active',
  agentNotFound: 'Agent not found',
  clientNotFound: 'Client not found',
  poolExhausted: 'Failed getting connection; pool exhausted',
} as const;
