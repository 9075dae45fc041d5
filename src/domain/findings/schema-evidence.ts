import { endpointsAtRisk, type SchemaRow } from '../schema/compare-schema.ts';
import type { Facts } from './facts.ts';
import type { Evidence, Remedy } from './finding.ts';

/** One evidence for each wrong row of the comparison, in the voice of the source that looked. A missing table speaks for its columns. */
export function schemaEvidence(
  facts: Facts,
  rule: {
    readonly type: 'table' | 'column' | 'index';
    readonly isWrong: (row: SchemaRow) => boolean;
    readonly remedy: (row: SchemaRow) => Remedy;
  },
): readonly Evidence[] {
  const { schema } = facts.input;
  if (!schema.ok) return [];
  const { rows, source } = schema.value;
  const lost = new Set(rows.filter((row) => row.kind === 'table' && row.state === 'missing').map((row) => row.table));
  const wrong = rows.filter((row) => rule.isWrong(row) && (row.kind === 'table' || !lost.has(row.table)));
  return wrong.map((row) => ({
    subject: { type: rule.type, id: row.kind === 'table' ? row.table : `${row.table}.${row.name}` },
    [source]: describe(row),
    remedy: rule.remedy(row),
  }));
}

function describe(row: SchemaRow): string {
  const state = row.actual === null ? 'missing' : `${row.actual}, expected ${row.expected}`;
  const atRisk = endpointsAtRisk(row);
  if (atRisk.length > 0) return `${state}; may break ${atRisk.join(', ')}`;
  return row.breaks.length === 0 ? state : `${state}; breaks ${row.breaks.join(', ')}`;
}
