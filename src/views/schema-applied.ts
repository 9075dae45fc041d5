import type { EndpointProbe } from '../domain/findings/diagnosis-input.ts';
import type { Seen } from '../domain/seen.ts';
import type { AppliedSchema, SchemaEvent } from '../usecases/apply-schema.ts';
import { printable } from './printable.ts';
import { nameServer } from './schema-status.ts';
import type { Screen } from './screen.ts';

export interface SchemaOutcome {
  readonly applied: AppliedSchema;
  readonly endpoint: Seen<EndpointProbe>;
}

/** The body of a `SchemaApplied` document. */
export function schemaAppliedBody({ applied, endpoint }: SchemaOutcome): object {
  return {
    server: applied.server,
    statements: applied.statements.map(({ sql, purpose, outcome }) => ({ sql, purpose, outcome })),
    verified: applied.isVerified,
    remaining: applied.remaining,
    endpoint: endpoint.ok
      ? { path: endpoint.value.path, outcome: endpoint.value.outcome, status: endpoint.value.status, detail: endpoint.value.detail }
      : { path: null, outcome: 'skipped', status: null, detail: endpoint.why },
  };
}

export function schemaAppliedText({ applied, endpoint }: SchemaOutcome, screen: Screen): string {
  return `${databaseLine(applied, screen)}${remainingLine(applied, screen)}${endpointLine(endpoint, screen)}`;
}

/** One line of progress, or `null` for what the answer itself says. */
export function schemaProgress(event: SchemaEvent): string | null {
  switch (event.kind) {
    case 'started':
      return null;
    case 'locked':
      return `Another session holds ${event.statement.table}: try ${event.attempt} of ${event.attempts} gave up, the next in ${event.pauseSeconds} s.`;
    case 'settled':
      return `${event.step}/${event.steps} ${event.statement.outcome === 'applied' ? 'added' : 'was already there:'} ${event.statement.table}.${event.statement.name}`;
    case 'finished':
      return null;
    default:
      return event satisfies never;
  }
}

function databaseLine({ server, statements, isVerified }: AppliedSchema, { paint }: Screen): string {
  if (!isVerified) return `${paint('red', '✗')} ${nameServer(server)}, read again, still lacks part of the migration.\n`;
  const what =
    statements.length === 0
      ? 'had all that the migration adds. Nothing was to be done'
      : 'has all that the migration adds, as read again from it';
  return `${paint('green', '✓')} ${nameServer(server)} ${what}.\n`;
}

function remainingLine({ isVerified, remaining }: AppliedSchema, { paint }: Screen): string {
  if (!isVerified || remaining.length === 0) return '';
  const names = remaining.map(({ table, name }) => (table === name ? table : `${table}.${name}`)).join(', ');
  return `${paint('yellow', '!')} Outside the migration the termination flow still lacks or finds different: ${printable(names)}. See spotctl schema status.\n`;
}

function endpointLine(endpoint: Seen<EndpointProbe>, { paint }: Screen): string {
  if (!endpoint.ok) return `${paint('dim', '-')} The backend was not asked whether it works now: ${printable(endpoint.why)}\n`;
  const { method, path, outcome, status, detail } = endpoint.value;
  const call = printable(`${method} ${path}`);
  if (outcome === 'ok') return `${paint('green', '✓')} ${call} answers ${status ?? ''}: the backend needs no restart.\n`;
  return `${paint('red', '✗')} ${call} ${status === null ? outcome : `answers ${status}`}: ${printable(detail ?? 'no reason given')}\n`;
}
