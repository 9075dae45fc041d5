/** What the operator looks at. */
export type Tab = 'instances' | 'agents' | 'findings';
export const TABS: readonly Tab[] = ['instances', 'agents', 'findings'];

export interface Sorting {
  /** A column's name; `null` for trouble first. */
  readonly column: string | null;
  readonly isReversed: boolean;
}

export interface DashboardState {
  readonly tab: Tab;
  /** Position of the chosen row among the rows in sight of the filter. */
  readonly cursor: number;
  readonly filter: string;
  readonly isTyping: boolean;
  readonly sorting: Sorting;
  /** The row that is opened as a page; `null` where the table is shown. */
  readonly opened: string | null;
  /** Lines of the opened page that are above the screen. */
  readonly scroll: number;
  readonly isHelpShown: boolean;
}

export const initialState: DashboardState = {
  tab: 'instances',
  cursor: 0,
  filter: '',
  isTyping: false,
  sorting: { column: null, isReversed: false },
  opened: null,
  scroll: 0,
  isHelpShown: false,
};

/** A key as the terminal names it; `text` holds what was typed where it is a character. */
export interface Press {
  readonly key: 'up' | 'down' | 'page-up' | 'page-down' | 'home' | 'end' | 'enter' | 'escape' | 'tab' | 'backspace' | 'text';
  readonly text: string;
}

/** What a key works on: the instances that the rows are about, how many fit, and the columns to sort by. */
export interface Shown {
  readonly ids: readonly (string | null)[];
  readonly pageSize: number;
  readonly columns: readonly string[];
}

/** The state after a key. A key that means nothing here leaves it as it is. */
export function press(state: DashboardState, { press: pressed, shown }: { readonly press: Press; readonly shown: Shown }): DashboardState {
  if (state.isHelpShown) return { ...state, isHelpShown: false };
  if (state.isTyping) return type(state, pressed);
  const { key, text } = pressed.key === 'text' ? (MOVES[pressed.text] ?? pressed) : pressed;
  if (key === 'escape') return goBack(state);
  if (state.opened !== null) return { ...state, scroll: Math.max(0, state.scroll + stepOf(key, shown.pageSize)) };
  if (key === 'tab') return turnTo(state, TABS[(TABS.indexOf(state.tab) + 1) % TABS.length] ?? state.tab);
  if (key === 'enter') return open(state, shown);
  return key === 'text' ? command(state, { text, shown }) : move(state, { key, shown });
}

function goBack(state: DashboardState): DashboardState {
  return state.opened === null ? { ...state, filter: '', cursor: 0 } : { ...state, opened: null };
}

function open(state: DashboardState, { ids }: Shown): DashboardState {
  return { ...state, opened: ids[cursorWithin(state, ids.length)] ?? null, scroll: 0 };
}

/** Letters that move as vi moves. */
const MOVES: Readonly<Partial<Record<string, Press>>> = {
  j: { key: 'down', text: '' },
  k: { key: 'up', text: '' },
  g: { key: 'home', text: '' },
  G: { key: 'end', text: '' },
};

/** The cursor where it still has a row, after rows have gone. */
export function cursorWithin(state: DashboardState, rowCount: number): number {
  return Math.max(0, Math.min(state.cursor, rowCount - 1));
}

function type(state: DashboardState, { key, text }: Press): DashboardState {
  switch (key) {
    case 'enter':
      return { ...state, isTyping: false };
    case 'escape':
      return { ...state, isTyping: false, filter: '', cursor: 0 };
    case 'backspace':
      return { ...state, filter: Array.from(state.filter).slice(0, -1).join(''), cursor: 0 };
    case 'text':
      return { ...state, filter: state.filter + text, cursor: 0 };
    default:
      return state;
  }
}

function command(state: DashboardState, { text, shown }: { readonly text: string; readonly shown: Shown }): DashboardState {
  switch (text) {
    case '1':
    case '2':
    case '3':
      return turnTo(state, TABS[Number(text) - 1] ?? state.tab);
    case '/':
      return { ...state, isTyping: true };
    case '?':
      return { ...state, isHelpShown: true };
    case 's':
      return { ...state, sorting: nextSorting(state.sorting, shown.columns), cursor: 0 };
    case 'S':
      return { ...state, sorting: { ...state.sorting, isReversed: !state.sorting.isReversed }, cursor: 0 };
    default:
      return state;
  }
}

function turnTo(state: DashboardState, tab: Tab): DashboardState {
  return tab === state.tab ? state : { ...initialState, tab, filter: state.filter };
}

function nextSorting({ column }: Sorting, columns: readonly string[]): Sorting {
  const next = columns[column === null ? 0 : columns.indexOf(column) + 1];
  return { column: next ?? null, isReversed: false };
}

function move(state: DashboardState, { key, shown }: { readonly key: Press['key']; readonly shown: Shown }): DashboardState {
  const last = Math.max(0, shown.ids.length - 1);
  const from = cursorWithin(state, shown.ids.length);
  if (key === 'home') return { ...state, cursor: 0 };
  if (key === 'end') return { ...state, cursor: last };
  return { ...state, cursor: Math.max(0, Math.min(last, from + stepOf(key, shown.pageSize))) };
}

function stepOf(key: Press['key'], pageSize: number): number {
  const steps: Partial<Record<Press['key'], number>> = { up: -1, down: 1, 'page-up': -pageSize, 'page-down': pageSize };
  return steps[key] ?? 0;
}
