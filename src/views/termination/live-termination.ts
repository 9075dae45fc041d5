import type { Timestamp } from '../../domain/instance.ts';
import type { PlannedTarget } from '../../domain/termination/termination-plan.ts';
import type { TerminationEvent } from '../../usecases/termination/termination-event.ts';
import { formatCount, formatDuration } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen, Style } from '../screen.ts';
import { renderTable } from '../table.ts';
import { cut } from '../wrap.ts';

/** The least width that holds the table without its notes. */
export const LIVE_COLUMNS = 72;

interface LiveRow {
  readonly place: string;
  readonly state: string;
  readonly style: Style;
  /** When it went into that state. */
  readonly since: Timestamp;
  readonly isGone: boolean;
  readonly told: string;
  readonly note: string;
}

/** A run as it stands, for a table that is drawn over itself. */
export interface LiveTermination {
  readonly startedAt: Timestamp;
  readonly rows: ReadonlyMap<string, LiveRow>;
}

export function startLive(targets: readonly Pick<PlannedTarget, 'id' | 'az' | 'region' | 'state'>[], now: Timestamp): LiveTermination {
  const rows = targets.map(({ id, az, region, state }): [string, LiveRow] => [
    id,
    { place: az ?? region, state: state ?? 'absent', style: 'dim', since: now, isGone: false, told: '-', note: '' },
  ]);
  return { startedAt: now, rows: new Map(rows) };
}

/** The run after one more event. */
export function advanceLive(
  live: LiveTermination,
  { event, now }: { readonly event: TerminationEvent; readonly now: Timestamp },
): LiveTermination {
  if (!('id' in event)) return live;
  const row = live.rows.get(event.id);
  if (row === undefined) return live;
  const change = changeOf(event);
  const since = change.state === undefined || change.state === row.state ? row.since : now;
  return { ...live, rows: new Map([...live.rows, [event.id, { ...row, ...change, since }]]) };
}

/** Every target with its state and how long it has been in it, the totals below: no line wider than the screen. */
export function liveLines(live: LiveTermination, screen: Screen): readonly string[] {
  const columns = [
    { header: 'INSTANCE' },
    { header: 'ZONE' },
    { header: 'STATE' },
    { header: 'FOR', alignsRight: true },
    { header: 'BACKEND' },
    { header: '' },
  ];
  const plain: Screen = { ...screen, paint: (_style, text) => text };
  const cells = [...live.rows].map(([id, row]) => [
    id,
    printable(row.place),
    row.state,
    formatDuration(secondsBetween(row.since, screen.now)),
    row.told,
    printable(row.note),
  ]);
  const [header = '', ...lines] = renderTable({ columns, rows: cells, screen: plain })
    .trimEnd()
    .split('\n')
    .map((line) => cut(line, { width: screen.columns, screen }));
  const styled = [...live.rows.values()].map(({ state, style }, position) => paintState(lines[position] ?? '', { state, style, screen }));
  return [screen.paint('bold', header), ...styled, cut(totalsOf(live, screen), { width: screen.columns, screen })];
}

function changeOf(event: Extract<TerminationEvent, { readonly id: string }>): Partial<LiveRow> {
  switch (event.kind) {
    case 'refused':
      return { state: 'refused', style: 'yellow', note: event.error.code };
    case 'failed':
      return { state: 'failed', style: 'red', note: event.error.code };
    case 'unknown':
      return { state: 'unknown', style: 'yellow', note: event.error.code };
    case 'unprotected':
      return { note: 'protection lifted' };
    case 'request-cancelled':
      return { note: `${event.requestId} cancelled` };
    case 'accepted':
      return { state: 'shutting-down', style: 'cyan' };
    case 'state':
      return { state: event.state, style: 'cyan' };
    case 'gone':
      return { state: 'terminated', style: 'green', isGone: true, told: 'telling' };
    case 'reported':
      return { told: 'told' };
    case 'report-failed':
      return { told: 'not told', note: event.error.code };
    default:
      return { note: event.error.code };
  }
}

function paintState(
  line: string,
  { state, style, screen }: { readonly state: string; readonly style: Style; readonly screen: Screen },
): string {
  const start = line.indexOf(state);
  return start === -1 ? line : line.slice(0, start) + screen.paint(style, state) + line.slice(start + state.length);
}

function totalsOf({ rows, startedAt }: LiveTermination, { now }: Screen): string {
  const all = [...rows.values()];
  const count = (holds: (row: LiveRow) => boolean): number => all.filter(holds).length;
  const parts = Object.entries({
    gone: count(({ isGone }) => isGone),
    reported: count(({ told }) => told === 'told'),
    refused: count(({ state }) => state === 'refused'),
    failed: count(({ state }) => state === 'failed'),
    unknown: count(({ state }) => state === 'unknown'),
  }).flatMap(([name, number]) => (number === 0 && name !== 'gone' ? [] : [`${number} ${name}`]));
  return `${parts.join(', ')} of ${formatCount(all.length, 'instance')} · ${formatDuration(secondsBetween(startedAt, now))}`;
}

function secondsBetween(from: Timestamp, to: Timestamp): number {
  return (Date.parse(to) - Date.parse(from)) / 1_000;
}
