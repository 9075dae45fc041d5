import type { EndpointProbe } from '../domain/findings/diagnosis-input.ts';
import type { Seen } from '../domain/seen.ts';
import type { AppliedSchema } from '../usecases/apply-schema.ts';
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
    endpoint: endpointBody(endpoint),
  };
}

/** The endpoint's part of a document. */
export function endpointBody(endpoint: Seen<EndpointProbe>): object {
  if (!endpoint.ok) return { path: null, outcome: 'skipped', status: null, detail: endpoint.why };
  const { path, outcome, status, detail } = endpoint.value;
  return { path, outcome, status, detail };
}

export function schemaAppliedText({ applied, endpoint }: SchemaOutcome, screen: Screen): string {
  return `${databaseLine(applied, screen)}${remainingLine(applied, screen)}${endpointLine(endpoint, screen)}`;
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

/** What the endpoint that failed in the incident does now. */
export function endpointLine(endpoint: Seen<EndpointProbe>, { paint }: Screen): string {
  if (!endpoint.ok) return `${paint('dim', '-')} ${unseen(endpoint)}: ${printable(endpoint.why)}\n`;
  const { method, path, outcome, status, detail } = endpoint.value;
  const call = printable(`${method} ${path}`);
  if (outcome === 'ok') return `${paint('green', '✓')} ${call} answers ${status ?? ''}: the backend needs no restart.\n`;
  return `${paint('red', '✗')} ${call} ${status === null ? outcome : `answers ${status}`}: ${printable(detail ?? 'no reason given')}\n`;
}

function unseen({ code }: { readonly code: string }): string {
  return code === 'NOT_CONFIGURED' ? 'The backend was not asked whether it works now' : 'Whether the backend works now could not be seen';
}
