import type { SchemaStatement } from '../domain/schema/plan-schema.ts';
import type { PlannedSchemaChange } from '../usecases/plan-schema-change.ts';
import { printable } from './printable.ts';
import { nameServer } from './schema-status.ts';
import type { Screen } from './screen.ts';

/** The body of a `SchemaPlan` document. */
export function schemaPlanBody({ server, plan }: PlannedSchemaChange): object {
  return { server, statements: plan.statements, rollback: plan.rollback, conflicts: plan.conflicts };
}

/** The exact SQL and its rollback, ready to be copied; what each line is for stands as a comment above it. */
export function schemaPlanText(planned: PlannedSchemaChange, screen: Screen): string {
  const { statements, rollback } = planned.plan;
  if (statements.length === 0) return `${conflictLines(planned, screen)}${nothingToDo(planned, screen)}`;
  const parts = [
    `${screen.paint('bold', nameServer(planned.server))}\n`,
    conflictLines(planned, screen),
    section(statements, { title: 'To complete the schema', screen }),
    section(rollback, { title: 'To take it back', screen }),
    planned.plan.conflicts.length === 0 ? '\nNext: spotctl schema apply\n' : '',
  ];
  return parts.join('');
}

/** What is about to be changed and where, shown before the question. */
export function schemaChangeText(planned: PlannedSchemaChange, screen: Screen): string {
  const { statements } = planned.plan;
  const count = statements.length === 1 ? '1 statement' : `${statements.length} statements`;
  return `${screen.paint('bold', `${count} will change ${nameServer(planned.server)}:`)}\n${statements.map(({ sql }) => `  ${sql};\n`).join('')}`;
}

function nothingToDo({ server, plan }: PlannedSchemaChange, screen: Screen): string {
  return plan.conflicts.length > 0
    ? ''
    : `${screen.paint('green', '✓')} ${nameServer(server)} has all that the migration adds. Nothing to do.\n`;
}

function conflictLines({ plan }: PlannedSchemaChange, screen: Screen): string {
  return plan.conflicts
    .map(
      ({ table, name, why }) =>
        `${screen.paint('red', '✗')} ${table === name ? table : `${table}.${name}`}: ${printable(why)}. spotctl does not change it.\n`,
    )
    .join('');
}

function section(statements: readonly SchemaStatement[], { title, screen }: { readonly title: string; readonly screen: Screen }): string {
  const lines = statements.map(({ sql, purpose }) => `${screen.paint('dim', `-- ${purpose}`)}\n${sql};\n`);
  return `\n${screen.paint('bold', title)}\n${lines.join('')}`;
}
