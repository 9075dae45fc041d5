import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { cut } from '../wrap.ts';
import { cursorWithin, type DashboardState, TABS } from './dashboard-state.ts';
import { helpLines } from './help-lines.ts';
import type { SelectedTable } from './prepare-table.ts';
import type { Prepared } from './prepare-tables.ts';
import { summaryLines } from './summary-lines.ts';

export interface Frame {
  readonly prepared: Prepared;
  readonly selected: SelectedTable;
  readonly state: DashboardState;
  /** The opened instance's page; `null` while it is fetched. */
  readonly page: string | null;
  /** What the last key did, where that does not show by itself. */
  readonly notice: string | null;
  readonly screen: Screen;
  /** Lines the whole frame takes. */
  readonly height: number;
}

/** The whole screen, line by line: summary, tabs, the table or a page, and the keys. Exactly `height` lines. */
export function frameLines(frame: Frame): readonly string[] {
  const { prepared, state, screen, height } = frame;
  const head = [...summaryLines(prepared.watched, { rows: prepared.instances, screen }), tabLine(frame)];
  const foot = [footLine(frame)];
  const room = Math.max(2, height - head.length - foot.length);
  const body = state.isHelpShown ? helpLines(screen) : state.opened === null ? tableBody(frame, room) : pageBody(frame, room);
  const lines = [...head, ...padded(body, room), ...foot];
  return lines.slice(0, height);
}

function tableBody({ selected, state, screen }: Frame, room: number): readonly string[] {
  const cursor = cursorWithin(state, selected.keys);
  if (selected.keys.length === 0) return ['', state.filter === '' ? '  Nothing here.' : '  No row holds what the filter says.'];
  const detail = selected.detail({ cursor, screen }).slice(0, Math.max(0, room - 4));
  const table = selected.lines({ cursor, height: room - detail.length - 1, screen });
  return [
    ...padded(table, room - detail.length),
    ...detail.map((line) => screen.paint('dim', cut(line, { width: screen.columns - 1, screen }))),
  ];
}

function pageBody({ state, page }: Frame, room: number): readonly string[] {
  if (page === null) return ['', `  Asking every source about ${state.opened ?? ''} ...`];
  const lines = ['', ...page.trimEnd().split('\n')];
  return lines.slice(Math.max(0, Math.min(state.scroll, lines.length - room)));
}

function tabLine({ prepared, state, screen }: Frame): string {
  const tabs = TABS.map((tab, position) => {
    const label = `${position + 1} ${tab} ${prepared.tables[tab].count}`;
    return tab === state.tab ? screen.paint('bold', `[${label}]`) : ` ${label} `;
  });
  const sorting = state.sorting.column === null ? '' : `  by ${state.sorting.column}${state.sorting.isReversed ? ' reversed' : ''}`;
  const filter = state.isTyping ? `  filter: ${state.filter}_` : state.filter === '' ? '' : `  filter: ${state.filter}`;
  return `${tabs.join(' ')}${sorting}${printable(filter)}`;
}

function footLine({ state, notice, screen }: Frame): string {
  if (notice !== null) return screen.paint('cyan', cut(printable(notice), { width: screen.columns - 1, screen }));
  const keys = state.isTyping
    ? 'Enter keep   Escape clear'
    : state.opened === null
      ? 'Enter open  / filter  s sort  c copy  t terminate  r look  ? help  q quit'
      : 'Escape back  up down scroll  c copy  t terminate  q quit';
  return screen.paint('dim', cut(keys, { width: screen.columns - 1, screen }));
}

function padded(lines: readonly string[], height: number): readonly string[] {
  const kept = lines.slice(0, height);
  return [...kept, ...Array.from({ length: height - kept.length }, () => '')];
}
