import { brokenEndpoints, differences, endpointsAtRisk, type SchemaComparison, type SchemaRow } from '../domain/schema/compare-schema.ts';
import type { OwnElementRow } from '../domain/schema/own-elements.ts';
import { isMigrationRow } from '../domain/schema/plan-schema.ts';
import type { SchemaServer } from '../domain/schema/schema-dialect.ts';
import type { SchemaStatus } from '../usecases/read-schema-status.ts';
import { printable } from './printable.ts';
import type { Screen, Style } from './screen.ts';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

type NamedServer = SchemaServer & { readonly address: string | null; readonly database: string };

/** The body of a `SchemaStatus` document. */
export function schemaStatusBody(status: SchemaStatus): object {
  if (!status.isSeen)
    return { state: 'unknown', source: null, server: null, elements: [], brokenEndpoints: [], ownElements: [], why: status.why };
  const { comparison, server, own } = status;
  return {
    state: isComplete(comparison) ? 'complete' : 'incomplete',
    source: comparison.source,
    server,
    elements: comparison.rows.map((row) => ({ ...row, mayBreak: endpointsAtRisk(row) })),
    brokenEndpoints: brokenEndpoints(comparison),
    ownElements: own,
    why: null,
  };
}

export function isComplete(comparison: SchemaComparison): boolean {
  return differences(comparison).length === 0;
}

/** The migration's elements and everything else that is amiss, expected beside actual; what is in order is only counted. */
export function schemaStatusText(status: SchemaStatus, screen: Screen): string {
  if (!status.isSeen)
    return `${screen.paint('yellow', '?')} The schema is unknown. ${status.why}\n  Next: set SPOTCTL_DATABASE_URL, or name the backend’s .env with --env-file.\n`;
  const { comparison } = status;
  const shown = comparison.rows.filter((row) => row.state !== 'ok' || isMigrationRow(row));
  const others = comparison.rows.length - shown.length;
  return [
    `${screen.paint('bold', status.server === null ? 'As the backend tells it' : nameServer(status.server))}\n\n`,
    statusTable(shown, screen),
    `\n${others === 0 ? '' : `${others} more elements that the termination flow needs are as they must be.\n`}`,
    conclusion(comparison, screen),
    ownLines(status.own, screen),
  ].join('');
}

/** `fleet on db:3306 (MariaDB 10.11.19-MariaDB)`. */
export function nameServer({ flavour, version, address, database }: NamedServer): string {
  const names = { sqlite: 'SQLite', mysql: 'MySQL', mariadb: 'MariaDB' };
  return printable(`${database}${address === null ? '' : ` on ${address}`} (${names[flavour]} ${version})`);
}

/** Where none is there the Python backend serves, and misses nothing. */
function ownLines(own: readonly OwnElementRow[], screen: Screen): string {
  const missing = own.filter(({ isThere }) => !isThere).map(({ table, name }) => `${table}.${name}`);
  if (own.length === 0) return '';
  const text =
    missing.length === own.length
      ? `spotctl’s own backend keeps ${String(own.length)} more, and adds them with spotctl backend serve --adopt; the Python one needs none of them.`
      : describeMissing(missing);
  return wrap(text, { first: '', screen });
}

function describeMissing(missing: readonly string[]): string {
  if (missing.length === 0) return 'What spotctl’s own backend keeps beside them is there too.';
  return `Of what spotctl’s own backend keeps beside them, not there: ${missing.join(', ')}. It adds them with spotctl backend serve --adopt; nothing else needs them.`;
}

const styles: Readonly<Record<SchemaRow['state'], Style>> = { ok: 'green', missing: 'red', differs: 'red' };

function statusTable(rows: readonly SchemaRow[], screen: Screen): string {
  return renderTable({
    columns: [{ header: 'STATE' }, { header: 'KIND' }, { header: 'ELEMENT' }, { header: 'EXPECTED' }, { header: 'ACTUAL' }],
    rows: rows.map((row) => [
      screen.paint(styles[row.state], row.state),
      row.kind,
      row.kind === 'table' ? row.table : `${row.table}.${row.name}`,
      row.expected,
      printable(row.actual ?? '-'),
    ]),
    screen,
  });
}

function conclusion(comparison: SchemaComparison, screen: Screen): string {
  const wrong = differences(comparison);
  if (wrong.length === 0) return `${screen.paint('green', '✓')} The schema has all that the termination flow needs.\n`;
  const isPlannable = wrong.some((row) => row.state === 'missing' && isMigrationRow(row));
  return [
    `${screen.paint('red', '✗')} ${wrong.length} of ${comparison.rows.length} elements are missing or differ.\n`,
    ...failureLines(wrong),
    isPlannable ? '  Next: spotctl schema plan\n' : '',
  ].join('');
}

/** Which endpoints fail for which difference, and which may; differences that break the same ones share a line. */
function failureLines(wrong: readonly SchemaRow[]): readonly string[] {
  const lines = [
    ...endpointLines(wrong, { says: 'Fails because of', endpointsOf: ({ breaks }) => breaks }),
    ...endpointLines(wrong, { says: 'May fail because of', endpointsOf: endpointsAtRisk }),
  ];
  return lines.length === 0 ? ['  Fails because of it: no endpoint; queries read more than they need\n'] : lines;
}

interface Consequence {
  readonly says: string;
  readonly endpointsOf: (row: SchemaRow) => readonly string[];
}

function endpointLines(wrong: readonly SchemaRow[], { says, endpointsOf }: Consequence): readonly string[] {
  const groups = Map.groupBy(wrong, (row) => endpointsOf(row).join(', '));
  groups.delete('');
  return [...groups].map(([endpoints, rows]) => {
    const names = rows.map((row) => (row.kind === 'table' ? row.table : `${row.table}.${row.name}`)).join(', ');
    return `  ${says} ${printable(names)}: ${printable(endpoints)}\n`;
  });
}
