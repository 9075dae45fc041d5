import type { Agent } from '../../domain/agent.ts';
import type { EndpointProbe } from '../../domain/findings/diagnosis-input.ts';
import type { Instance } from '../../domain/instance.ts';
import type { FleetInstance } from '../../domain/reconciliation.ts';
import type { SchemaRow } from '../../domain/schema/compare-schema.ts';
import type { Diagnosed } from '../../usecases/diagnose.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { renderTable } from '../table.ts';
import { cut } from '../wrap.ts';

interface Comparison {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The sources in columns: schema, endpoints, agents, instances. Only rows that disagree, or all with `isComplete`. */
export function sideBySide(diagnosed: Diagnosed, screen: Screen & { readonly isComplete: boolean }): string {
  const tables = [schemaTable, endpointTable, agentTable, instanceTable].map((table) => table(diagnosed, screen.isComplete));
  return tables.flatMap((table) => (table.rows.length === 0 ? [] : [render(table, screen)])).join('\n');
}

function render({ title, columns, rows }: Comparison, screen: Screen): string {
  const safe = fit(
    rows.map((row) => row.map(printable)),
    { columns, screen },
  );
  const table = renderTable({ columns: columns.map((header) => ({ header })), rows: safe, screen });
  return `${screen.paint('bold', title)}\n${table}`;
}

/** Cuts the widest column until the table fits the screen; the findings hold the full text. */
function fit(
  rows: readonly (readonly string[])[],
  layout: { readonly columns: readonly string[]; readonly screen: Screen },
): readonly (readonly string[])[] {
  const { columns, screen } = layout;
  const widths = columns.map((header, at) => rows.reduce((widest, row) => Math.max(widest, screen.widthOf(row[at] ?? '')), header.length));
  const excess = widths.reduce((sum, width) => sum + width + 2, -2) - screen.columns;
  const widest = widths.indexOf(Math.max(...widths));
  const width = (widths[widest] ?? 0) - excess;
  if (excess <= 0 || width < 8) return rows;
  return rows.map((row) => row.map((cell, at) => (at === widest ? cut(cell, { width, screen }) : cell)));
}

function schemaTable({ input }: Diagnosed, isComplete: boolean): Comparison {
  const rows = input.schema.ok ? input.schema.value.rows.filter((row) => isComplete || row.state !== 'ok') : [];
  return {
    title: 'Schema',
    columns: ['ELEMENT', 'EXPECTED', input.schema.ok ? input.schema.value.source.toUpperCase() : 'ACTUAL'],
    rows: rows.map((row) => [elementName(row), row.expected, row.actual ?? 'missing']),
  };
}

function elementName({ kind, table, name }: SchemaRow): string {
  return kind === 'table' ? table : `${table}.${name}`;
}

function endpointTable({ input }: Diagnosed, isComplete: boolean): Comparison {
  const rows = input.endpoints.filter((probe) => isComplete || isTroubled(probe));
  return {
    title: 'Endpoints',
    columns: ['ENDPOINT', 'STATUS', 'TOOK', 'SAYS'],
    rows: rows.map((probe) => [
      probe.name,
      probe.status === null ? probe.outcome : String(probe.status),
      `${probe.durationMs} ms`,
      probe.detail ?? probe.outcome,
    ]),
  };
}

function isTroubled({ outcome, detail }: EndpointProbe): boolean {
  return (outcome === 'ok' && detail !== null) || !['ok', 'absent', 'skipped'].includes(outcome);
}

function agentTable({ fleet, diagnosis }: Diagnosed, isComplete: boolean): Comparison {
  const troubled = codesBySubject(diagnosis);
  const rows = fleet.agents.filter((agent) => isComplete || troubled.has(agent.id));
  return {
    title: 'Agents',
    columns: ['AGENT', 'STATUS', 'INSTANCE_ID', 'PRIMARY', 'FINDINGS'],
    rows: rows.map((agent) => [
      agent.logicalAgentId,
      agent.isEnabled === false ? 'disabled' : agent.status,
      agent.instanceId ?? '-',
      primariesOf(agent, fleet.instances),
      (troubled.get(agent.id) ?? []).join(' '),
    ]),
  };
}

function primariesOf(agent: Agent, instances: readonly FleetInstance[]): string {
  const primaries = instances.filter(
    (instance) => instance.standing === 'primary' && instance.agent?.id === agent.id && instance.row?.isPrimary !== false,
  );
  return primaries.map(({ id }) => id).join(' ') || 'none';
}

function instanceTable({ fleet, diagnosis, input }: Diagnosed, isComplete: boolean): Comparison {
  const troubled = codesBySubject(diagnosis);
  const rows = fleet.instances.filter((instance) => isComplete || troubled.has(instance.id));
  const hasDatabase = input.fleet.database.ok;
  return {
    title: 'Instances',
    columns: ['INSTANCE', 'BACKEND', ...(hasDatabase ? ['DATABASE'] : []), 'AWS', 'FINDINGS'],
    rows: rows.map((instance) => [
      instance.id,
      input.fleet.backend.ok ? rowWord(instance.backend) : '?',
      ...(hasDatabase ? [rowWord(instance.database)] : []),
      cloudWord(instance),
      (troubled.get(instance.id) ?? []).join(' '),
    ]),
  };
}

const STATUS_WORDS: Readonly<Record<Instance['status'], string>> = {
  running_primary: 'primary',
  running_replica: 'replica',
  zombie: 'zombie',
  terminated: 'terminated',
  unknown: 'unknown',
};

function rowWord(row: Instance | null): string {
  return row === null ? '-' : STATUS_WORDS[row.status];
}

function cloudWord({ cloud }: FleetInstance): string {
  if (!cloud.ok) return '?';
  return cloud.value === null ? 'absent' : cloud.value.state;
}

function codesBySubject({ findings }: Diagnosed['diagnosis']): ReadonlyMap<string, readonly string[]> {
  const bySubject = Map.groupBy(findings, ({ subject }) => subject.id);
  return new Map([...bySubject].map(([id, group]) => [id, [...new Set(group.map(({ code }) => code))]]));
}
