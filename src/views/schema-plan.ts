import type { SchemaPlan, SchemaStatement } from '../domain/schema/plan-schema.ts';
import { CREATE_RECORD } from '../domain/schema/recorded-change.ts';
import type { SchemaServer } from '../domain/schema/schema-dialect.ts';
import type { PlannedSchemaChange } from '../usecases/plan-schema-change.ts';
import { printable } from './printable.ts';
import { nameServer } from './schema-status.ts';
import type { Screen } from './screen.ts';

/** The body of a `SchemaPlan` document. */
export function schemaPlanBody({ server, plan, planId, fingerprint, mayCopy, hasRecord }: PlannedSchemaChange): object {
  const { statements, rollback, conflicts } = plan;
  return { planId, server, fingerprint, mayCopy, record: hasRecord ? null : CREATE_RECORD, statements, rollback, conflicts };
}

/** `keptIn` is the file that holds the plan now. */
export type PlanToShow = Pick<PlannedSchemaChange, 'server' | 'plan' | 'hasRecord'> & { readonly keptIn?: string | null };

/** The exact SQL and its rollback, ready to be copied; what each line is for stands as a comment above it. */
export function schemaPlanText(planned: PlanToShow, screen: Screen): string {
  const { statements, rollback } = planned.plan;
  const keptIn = planned.keptIn ?? null;
  if (statements.length === 0) return `${conflictLines(planned, screen)}${nothingToDo(planned, screen)}`;
  const parts = [
    `${screen.paint('bold', nameServer(planned.server))}\n`,
    conflictLines(planned, screen),
    section(statements, { title: 'To complete the schema', server: planned.server, screen }),
    planned.hasRecord ? '' : recordLine(screen),
    section(rollback, { title: 'To take it back', server: planned.server, screen }),
    planned.plan.conflicts.length === 0 ? `\nNext: spotctl schema apply${keptIn === null ? '' : ` ${printable(keptIn)}`}\n` : '',
  ];
  return parts.join('');
}

/** What is about to be changed and where, shown before the question. */
export function schemaChangeText(
  planned: Pick<PlannedSchemaChange, 'server'> & { readonly plan: Pick<SchemaPlan, 'statements'> },
  screen: Screen,
): string {
  const { statements } = planned.plan;
  const count = statements.length === 1 ? '1 statement' : `${statements.length} statements`;
  return `${screen.paint('bold', `${count} will change ${nameServer(planned.server)}:`)}\n${statements.map((statement) => changeLine(statement, planned.server)).join('')}`;
}

function changeLine({ sql, effect, orElse }: SchemaStatement, server: SchemaServer): string {
  const cost = costOf(effect, server);
  return `  ${sql};\n${cost === null ? '' : `    ${cost}\n`}${orElse.map((other) => `    or else: ${other};\n`).join('')}`;
}

function nothingToDo({ server, plan }: Pick<PlannedSchemaChange, 'server' | 'plan'>, screen: Screen): string {
  return plan.conflicts.length > 0
    ? ''
    : `${screen.paint('green', '✓')} ${nameServer(server)} has all that the migration adds. Nothing to do.\n`;
}

/** What stands in the way, a line each. */
export function conflictLines({ plan }: { readonly plan: Pick<SchemaPlan, 'conflicts'> }, screen: Screen): string {
  return plan.conflicts
    .map(
      ({ table, name, why }) =>
        `${screen.paint('red', '✗')} ${table === name ? table : `${table}.${name}`}: ${printable(why)}. spotctl does not change it.\n`,
    )
    .join('');
}

/** Statements under a title, each with what it is for and what it costs as comments above it. */
export function section(statements: readonly SchemaStatement[], { title, server, screen }: Section): string {
  return `\n${screen.paint('bold', title)}\n${statements.map((statement) => statementLines(statement, { server, screen })).join('')}`;
}

interface Section {
  readonly title: string;
  readonly server: SchemaServer;
  readonly screen: Screen;
}

function statementLines({ purpose, effect, sql, orElse }: SchemaStatement, { server, screen }: Omit<Section, 'title'>): string {
  const cost = costOf(effect, server);
  const comments = [
    purpose,
    ...(cost === null ? [] : [cost]),
    ...orElse.map((other) => `if the server refuses that, at the price of a rewritten table: ${other}`),
  ];
  return `${comments.map((comment) => `${screen.paint('dim', `-- ${printable(comment)}`)}\n`).join('')}${sql};\n`;
}

function costOf(effect: SchemaStatement['effect'], { flavour, isGalera }: SchemaServer): string | null {
  if (flavour === 'sqlite') return null;
  if (isGalera === true && effect === 'instant') return 'on Galera, open transactions on the table end with error 1213';
  return costs[effect];
}

/** What is to be known before; nothing of what takes milliseconds. */
const costs: Readonly<Record<SchemaStatement['effect'], string | null>> = {
  instant: null,
  online: 'reads the whole table while its writers go on',
  rebuild: 'rewrites the whole table while its writers go on: this version knows no quicker way',
  freeze: 'on Galera no write to any table of the cluster goes on until it is done; needs --allow-galera-freeze',
};

function recordLine(screen: Screen): string {
  return `\n${screen.paint('bold', 'To write down what spotctl adds')}\n${CREATE_RECORD};\n`;
}
