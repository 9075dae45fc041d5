import type { ActualSchema } from './actual-schema.ts';
import { compareSchema } from './compare-schema.ts';
import { elementKey, type ElementPlace, type MigrationElement, migrationElements } from './migration-elements.ts';
import { type PlanOptions, type SchemaConflict, type SchemaStatement, toStatement } from './plan-schema.ts';
import { isRecordedAsAdded, type RecordedChange } from './recorded-change.ts';
import { dialectOf, type SchemaServer } from './schema-dialect.ts';

export interface RollbackPlan {
  /** Only what spotctl recorded as added and is still there as it was added: indexes before the columns under them. */
  readonly statements: readonly SchemaStatement[];
  /** What is there and stays, since spotctl did not add it. */
  readonly kept: readonly ElementPlace[];
  /** Where there is one, the rollback must not be carried out. */
  readonly conflicts: readonly SchemaConflict[];
}

/** How to take back what spotctl added, and nothing else. */
export function planRollback(
  actual: ActualSchema,
  of: { readonly server: SchemaServer; readonly records: readonly RecordedChange[]; readonly options: PlanOptions },
): RollbackPlan {
  const rows = new Map(compareSchema(actual, 'database').rows.map((row) => [elementKey(row), row]));
  const recorded = new Set(of.records.filter(isRecordedAsAdded).map(elementKey));
  const there = migrationElements.filter((element) => (rows.get(elementKey(element))?.state ?? 'missing') !== 'missing');
  const own = there.filter((element) => recorded.has(elementKey(element)));
  const dialect = dialectOf(of.server);
  return {
    statements: own
      .toReversed()
      .map((element) =>
        toStatement(element, { purpose: purposeOf(element, of.records), made: element.drop(dialect), options: of.options }),
      ),
    kept: there.filter((element) => !recorded.has(elementKey(element))).map(({ kind, table, name }) => ({ kind, table, name })),
    conflicts: own.flatMap((element) => [
      ...(rows.get(elementKey(element))?.state === 'differs' ? [changedSince(element)] : []),
      ...namesakes(element, actual),
      ...foreignIndexes(element, { actual, own }),
    ]),
  };
}

function purposeOf(element: MigrationElement, records: readonly RecordedChange[]): string {
  const record = records.find((candidate) => elementKey(candidate) === elementKey(element));
  if (record === undefined) return element.loss;
  const verb = record.state === 'adding' ? 'begun, its end not recorded,' : 'added';
  return `${element.loss}; ${verb} ${record.at} by ${record.actor}`;
}

function changedSince({ kind, table, name }: ElementPlace): SchemaConflict {
  return { kind, table, name, why: 'it was changed since spotctl added it' };
}

/** An index that serves under another name is not the one that was added, and dropping by name would miss it. */
function namesakes({ kind, table, name }: ElementPlace, actual: ActualSchema): readonly SchemaConflict[] {
  if (kind === 'column' || actual.get(table)?.indexes.some((index) => index.name === name) === true) return [];
  return [{ kind, table, name, why: 'it was renamed since spotctl added it' }];
}

/** A server drops a column out of every index on it without a word. */
function foreignIndexes(
  element: MigrationElement,
  { actual, own }: { readonly actual: ActualSchema; readonly own: readonly MigrationElement[] },
): readonly SchemaConflict[] {
  if (element.kind === 'index') return [];
  const ownIndexes = own.filter(({ kind, table }) => kind === 'index' && table === element.table).map(({ name }) => name);
  return (actual.get(element.table)?.indexes ?? [])
    .filter(({ name, columns }) => columns.includes(element.name) && !ownIndexes.includes(name))
    .map(({ name }) => ({
      kind: 'column',
      table: element.table,
      name: element.name,
      why: `the index ${name} uses it, which spotctl did not add`,
    }));
}
