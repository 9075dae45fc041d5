import type { EndpointProbe } from '../domain/findings/diagnosis-input.ts';
import type { Seen } from '../domain/seen.ts';
import type { PlannedRollback, RolledBackSchema } from '../usecases/rollback-schema.ts';
import { printable } from './printable.ts';
import { endpointBody, endpointLine } from './schema-applied.ts';
import { conflictLines, section } from './schema-plan.ts';
import { nameServer } from './schema-status.ts';
import type { Screen } from './screen.ts';

/** The body of a `SchemaRollbackPlan` document. */
export function rollbackPlanBody({ server, plan }: PlannedRollback, endpoint: Seen<EndpointProbe>): object {
  return { server, statements: plan.statements, kept: plan.kept, conflicts: plan.conflicts, endpoint: endpointBody(endpoint) };
}

/** What would be dropped, what stays, and whether the backend works with it. */
export function rollbackPlanText(
  planned: PlannedRollback,
  { endpoint, screen }: { readonly endpoint: Seen<EndpointProbe>; readonly screen: Screen },
): string {
  const { server, plan } = planned;
  return [
    `${screen.paint('bold', nameServer(server))}\n`,
    conflictLines(planned, screen),
    plan.statements.length === 0 ? nothingAdded(screen) : section(plan.statements, { title: 'To drop what spotctl added', server, screen }),
    keptLine(planned.plan, screen),
    plan.statements.length === 0 ? '' : `\n${endpointLine(endpoint, screen)}`,
  ].join('');
}

/** The body of a `SchemaRolledBack` document. */
export function rolledBackBody({ server, statements, isVerified, kept }: RolledBackSchema): object {
  return { server, statements: statements.map(({ sql, purpose, outcome }) => ({ sql, purpose, outcome })), verified: isVerified, kept };
}

export function rolledBackText(result: RolledBackSchema, screen: Screen): string {
  const { server, statements, isVerified } = result;
  if (statements.length === 0) return `${nothingAdded(screen)}${keptLine(result, screen)}`;
  const line = isVerified
    ? `${screen.paint('green', '✓')} ${nameServer(server)} holds none of it any more, as read again from it.\n`
    : `${screen.paint('red', '✗')} ${nameServer(server)}, read again, still holds part of it.\n`;
  return `${line}${keptLine(result, screen)}`;
}

function nothingAdded({ paint }: Screen): string {
  return `${paint('green', '✓')} Nothing that spotctl recorded as added is there. Nothing to do.\n`;
}

function keptLine({ kept }: Pick<RolledBackSchema, 'kept'>, { paint }: Screen): string {
  if (kept.length === 0) return '';
  const names = kept.map(({ table, name }) => `${table}.${name}`).join(', ');
  return `${paint('dim', '-')} Stays, since spotctl did not add it: ${printable(names)}.\n`;
}
