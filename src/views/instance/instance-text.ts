import { findingByCode } from '../../domain/findings/index.ts';
import type { DescribedInstance } from '../../usecases/describe-instance.ts';
import { formatAge, formatHourly, formatUsd } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { renderTable } from '../table.ts';
import { type InstanceDocument, instanceDocument } from './instance-document.ts';
import { sourceColumns } from './source-columns.ts';

/** One page on one instance: what it is, what is wrong with it, each source beside the others, its tags and its past. */
export function instanceText(described: DescribedInstance, screen: Screen): string {
  const document = instanceDocument(described);
  const parts = [head(document, { described, screen }), findingLines(document, screen), sourceColumns(document, screen)];
  return [...parts, tagLines(document, screen), timelineLines(document, screen)].filter((part) => part !== '').join('\n');
}

function head(
  document: InstanceDocument,
  { described, screen }: { readonly described: DescribedInstance; readonly screen: Screen },
): string {
  const standing = described.instance?.standing ?? 'unknown';
  const agent = described.instance?.agent ?? null;
  const heartbeat = agent === null ? '' : `, ${agent.status}, heartbeat ${formatAge(agent.lastHeartbeatAt, screen.now)} ago`;
  const waste =
    document.wastedSince === null ? '' : `; ${formatUsd(document.wastedCost)} wasted in ${formatAge(document.wastedSince, screen.now)}`;
  const lines = [
    screen.paint('bold', `${document.id}  ${standing}`),
    `  Agent   ${agent === null ? '-' : printable(`${agent.logicalAgentId} (${agent.id})${heartbeat}`)}`,
    `  Client  ${printable(document.clientId ?? '-')}`,
    `  Cost    ${formatHourly(document.hourlyCost)} an hour${waste}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function findingLines({ findings }: InstanceDocument, { paint }: Screen): string {
  return findings.map((code) => `${paint('red', '✗')} ${code}: ${findingByCode(code)?.title ?? ''}\n`).join('');
}

function tagLines({ aws }: InstanceDocument, screen: Screen): string {
  const tags = Object.entries(aws?.tags ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (tags.length === 0) return '';
  const rows = tags.map(([name, value]) => [printable(name), printable(value)]);
  return renderTable({ columns: [{ header: 'TAG' }, { header: 'VALUE' }], rows, screen });
}

function timelineLines({ timeline }: InstanceDocument, screen: Screen): string {
  if (timeline.length === 0) return '';
  const rows = timeline.map(({ at, source, text }) => [
    at === null ? '-' : printable(at),
    formatAge(at, screen.now),
    source,
    printable(text),
  ]);
  return renderTable({ columns: [{ header: 'AT' }, { header: 'AGE' }, { header: 'SOURCE' }, { header: 'WHAT HAPPENED' }], rows, screen });
}
