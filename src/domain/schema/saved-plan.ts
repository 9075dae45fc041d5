import type { ActualSchema } from './actual-schema.ts';
import { describeActualColumn } from './match-column.ts';
import { elementKey, type ElementPlace } from './migration-elements.ts';
import type { SchemaPlan, SchemaStatement } from './plan-schema.ts';
import { isRecordedAsAdded, type RecordedChange } from './recorded-change.ts';

/** The database a plan was made for. */
export interface PlannedServer {
  readonly flavour: string;
  readonly address: string | null;
  readonly database: string;
  /** What the server or its cluster calls itself, however it is reached; `null` where it has no such name. */
  readonly identity: string | null;
}

/** A plan as it was kept. */
export interface SavedPlan {
  readonly planId: string;
  readonly server: PlannedServer;
  /** Of the schema without what the plan adds. */
  readonly fingerprint: string;
  readonly mayCopy: boolean;
  readonly statements: readonly Pick<SchemaStatement, 'kind' | 'table' | 'name' | 'sql' | 'orElse'>[];
}

/** What is there when a kept plan is to be carried out. */
export interface PresentState {
  readonly server: PlannedServer;
  readonly fingerprint: string;
  readonly plan: SchemaPlan;
  readonly records: readonly RecordedChange[];
}

/** One line for each column and index, in one spelling and order, without the named elements: equal lines are equal schemas. */
export function schemaLines(schema: ActualSchema, without: readonly ElementPlace[]): string {
  const left = new Set(without.map(elementKey));
  const lines = [...schema].flatMap(([table, { columns, indexes }]) => [
    ...columns.map((column) => ({ key: elementKey({ kind: 'column', table, name: column.name }), is: describeActualColumn(column) })),
    ...indexes.map((index) => ({
      key: elementKey({ kind: 'index', table, name: index.name }),
      is: `${index.isUnique ? 'unique ' : ''}${index.columns.join(', ')}`,
    })),
  ]);
  return lines
    .filter(({ key }) => !left.has(key))
    .map(({ key, is }) => `${key}: ${is}`)
    .toSorted()
    .join('\n');
}

/** Why a kept plan may not be carried out any more, one reason a line; empty where it may. Its own interrupted run is no reason. */
export function staleReasons(saved: SavedPlan, present: PresentState): readonly string[] {
  const elsewhere = differentServer(saved.server, present.server);
  if (elsewhere !== null) return [elsewhere];
  const needed = new Map(present.plan.statements.map((statement) => [elementKey(statement), statement]));
  const begun = new Set(present.records.filter((record) => isRecordedAsAdded(record) && record.planId === saved.planId).map(elementKey));
  const planned = new Set(saved.statements.map(elementKey));
  return [
    ...(saved.fingerprint === present.fingerprint ? [] : ['columns or indexes were changed since the plan was made']),
    ...saved.statements.flatMap((statement) =>
      staleStatement(statement, { now: needed.get(elementKey(statement)), isOwn: begun.has(elementKey(statement)) }),
    ),
    ...present.plan.statements
      .filter((statement) => !planned.has(elementKey(statement)))
      .map(({ table, name }) => `${table}.${name} is missing now, and the plan does not add it`),
  ];
}

function staleStatement(
  planned: SavedPlan['statements'][number],
  { now, isOwn }: { readonly now: SchemaStatement | undefined; readonly isOwn: boolean },
): readonly string[] {
  const name = `${planned.table}.${planned.name}`;
  if (now === undefined) return isOwn ? [] : [`${name} is there now, and not by this plan`];
  const isSame = now.sql === planned.sql && now.orElse.join('\n') === planned.orElse.join('\n');
  return isSame ? [] : [`${name} needs another statement on this server now`];
}

/** An address can lead to another server tomorrow, so the server's own name counts where it has one. */
function differentServer(planned: PlannedServer, present: PlannedServer): string | null {
  if (planned.flavour !== present.flavour || planned.database !== present.database)
    return `it was made for the ${planned.flavour} database ${planned.database}, and this is the ${present.flavour} database ${present.database}`;
  const isNamed = planned.identity !== null && present.identity !== null;
  const isSame = isNamed ? planned.identity === present.identity : planned.address === present.address;
  return isSame ? null : `it was made for another server (${planned.address ?? 'a file'}), and this is ${present.address ?? 'a file'}`;
}
