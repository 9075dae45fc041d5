import * as z from 'zod/mini';

import { defineEndpoint } from './endpoint.ts';

const schemaElement = z.object({
  table: z.string(),
  /** Of the column or index; of a table its own name once more. */
  name: z.string(),
  expected: z.string(),
  /** Null: not there. */
  actual: z.nullable(z.string()),
  state: z.enum(['ok', 'missing', 'differs']),
  /** Endpoints that fail because of this difference. */
  breaks: z.array(z.string()),
});

const schemaElements = {
  tables: z.array(schemaElement),
  columns: z.array(schemaElement),
  indexes: z.array(schemaElement),
};

/** 200: every table, column and index the termination flow needs is there as it must be. */
export const databaseSchemaResponse = z.object({ status: z.literal('ok'), ...schemaElements });

/** 500: `error` names each one that is missing or differs, `table.name` by `table.name`. */
export const databaseSchemaIncompleteResponse = z.object({
  status: z.literal('incomplete'),
  error: z.string(),
  ...schemaElements,
});

/** The schema as the backend's own connection sees it. The Python backend does not have it. */
export const databaseSchema = defineEndpoint({
  call: ['GET', '/api/health/database-schema'],
  caller: 'anyone',
  token: 'open',
  response: databaseSchemaResponse,
});
