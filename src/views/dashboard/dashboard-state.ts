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
  /** Position of the chosen row among the rows in sight of the filter, when it was chosen. */
  readonly cursor: number;
  /** The row that was chosen, by its key: it stays chosen while rows come and go around it. `null` for whichever is at the top. */
  readonly held: string | null;
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
  held: null,
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
  /** What tells each row from the others, in the same order. */
  readonly keys: readonly string[];
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

const TOP = { cursor: 0, held: null } as const;

function goBack(state: DashboardState): DashboardState {
  return state.opened === null ? { ...state, filter: '', ...TOP } : { ...state, opened: null };
}

function open(state: DashboardState, { ids, keys }: Shown): DashboardState {
  return { ...state, opened: ids[cursorWithin(state, keys)] ?? null, scroll: 0 };
}

/** Letters that move as vi moves. */
const MOVES: Readonly<Partial<Record<string, Press>>> = {
  j: { key: 'down', text: '' },
  k: { key: 'up', text: '' },
  g: { key: 'home', text: '' },
  G: { key: 'end', text: '' },
};

/** Where the chosen row is now; where it has gone, the cursor stays as near as there are rows. */
export function cursorWithin({ cursor, held }: DashboardState, keys: readonly string[]): number {
  const position = held === null ? -1 : keys.indexOf(held);
  return position === -1 ? Math.max(0, Math.min(cursor, keys.length - 1)) : position;
}

function type(state: DashboardState, { key, text }: Press): DashboardState {
  switch (key) {
    case 'enter':
      return { ...state, isTyping: false };
    case 'escape':
      return { ...state, isTyping: false, filter: '', ...TOP };
    case 'backspace':
      return { ...state, filter: Array.from(state.filter).slice(0, -1).join(''), ...TOP };
    case 'text':
      return { ...state, filter: state.filter + text, ...TOP };
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
      return { ...state, sorting: nextSorting(state.sorting, shown.columns), ...TOP };
    case 'S':
      return { ...state, sorting: { ...state.sorting, isReversed: !state.sorting.isReversed }, ...TOP };
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
  const last = Math.max(0, shown.keys.length - 1);
  if (key === 'home') return { ...state, ...TOP };
  const to = key === 'end' ? last : cursorWithin(state, shown.keys) + stepOf(key, shown.pageSize);
  const cursor = Math.max(0, Math.min(last, to));
  return { ...state, cursor, held: shown.keys[cursor] ?? null };
}

function stepOf(key: Press['key'], pageSize: number): number {
  const steps: Partial<Record<Press['key'], number>> = { up: -1, down: 1, 'page-up': -pageSize, 'page-down': pageSize };
  return steps[key] ?? 0;
}
