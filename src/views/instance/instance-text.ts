import { findingByCode } from '../../domain/findings/index.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { DescribedInstance } from '../../usecases/describe-instance.ts';
import { formatAge, formatHourly, formatUsd } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { lastColumnWrapped } from '../table.ts';
import { wrap } from '../wrap.ts';
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
  const heartbeat = agent === null ? '' : `, ${agent.status}, ${heartbeatText(agent.lastHeartbeatAt, screen)}`;
  const waste = document.wastedSince === null ? '' : `; ${formatUsd(document.wastedCost)} wasted ${spanText(document.wastedSince, screen)}`;
  const line = (label: string, text: string): string => wrap(printable(text), { first: `  ${label.padEnd(6)}  `, screen });
  return [
    `${screen.paint('bold', `${document.id}  ${standing}`)}\n`,
    line('Agent', agent === null ? '-' : `${agent.logicalAgentId} (${agent.id})${heartbeat}`),
    line('Client', document.clientId ?? '-'),
    line('Cost', `${formatHourly(document.hourlyCost)} an hour${waste}`),
  ].join('');
}

function heartbeatText(at: Timestamp | null, screen: Screen): string {
  if (at === null) return 'never heard of';
  return screen.isTerminal ? `heartbeat ${formatAge(at, screen.now)} ago` : `heartbeat ${toSecond(at)}`;
}

function spanText(since: Timestamp, screen: Screen): string {
  return screen.isTerminal ? `in ${formatAge(since, screen.now)}` : `since ${toSecond(since)}`;
}

function findingLines({ findings }: InstanceDocument, screen: Screen): string {
  return findings
    .map((code) => wrap(`${code}: ${findingByCode(code)?.title ?? ''}`, { first: `${screen.paint('red', '✗')} `, screen }))
    .join('');
}

function tagLines({ aws }: InstanceDocument, screen: Screen): string {
  const tags = Object.entries(aws?.tags ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (tags.length === 0) return '';
  return lastColumnWrapped({ headers: ['TAG', 'VALUE'], rows: tags.map((tag) => tag.map(printable)), screen });
}

function timelineLines({ timeline }: InstanceDocument, screen: Screen): string {
  if (timeline.length === 0) return '';
  const age = (at: Timestamp | null): readonly string[] => (screen.isTerminal ? [formatAge(at, screen.now)] : []);
  const rows = timeline.map(({ at, source, text }) => [at === null ? '-' : toSecond(at), ...age(at), source, printable(text)]);
  return lastColumnWrapped({ headers: ['AT', ...(screen.isTerminal ? ['AGE'] : []), 'SOURCE', 'WHAT HAPPENED'], rows, screen });
}

/** Sources differ in how exact they are; within a second their order is no news. */
function toSecond(at: Timestamp): string {
  return printable(at.replace(/\.\d+Z$/u, 'Z'));
}
