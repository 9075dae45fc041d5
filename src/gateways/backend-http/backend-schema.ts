import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { SchemaComparison, SchemaElementKind, SchemaRow } from '../../domain/schema/compare-schema.ts';
import { databaseSchema, databaseSchemaIncompleteResponse } from '../../wire/database-schema.ts';
import type { ResponseOf } from '../../wire/endpoint.ts';
import type { CallAnswer } from './call-endpoint.ts';
import { decodeAnswer, parseAs } from './decode-answer.ts';

type SchemaAnswer = Pick<ResponseOf<typeof databaseSchema>, 'tables' | 'columns' | 'indexes'>;

/** What the schema endpoint says: complete, incomplete (a 500 that names what is missing), or `null` where it is not there. */
export function readSchema({ answer, identity }: CallAnswer): SchemaComparison | null {
  const incomplete = answer.status === 500 ? parseAs(databaseSchemaIncompleteResponse, answer.text) : null;
  if (incomplete !== null) return toComparison(incomplete);
  try {
    return toComparison(decodeAnswer(answer, { call: identity, schema: databaseSchema.response }));
  } catch (error) {
    if (error instanceof SpotctlError && error.code === 'BACKEND_NOT_FOUND') return null;
    throw error;
  }
}

function toComparison({ tables, columns, indexes }: SchemaAnswer): SchemaComparison {
  return { source: 'backend', rows: [...toRows('table', tables), ...toRows('column', columns), ...toRows('index', indexes)] };
}

function toRows(kind: SchemaElementKind, elements: SchemaAnswer['columns']): readonly SchemaRow[] {
  return elements.map((element) => ({ kind, ...element }));
}
