import { useApp, useInput } from 'ink';
import { useRef, useState } from 'react';
import type { DashboardActions } from './dashboard-actions.ts';
import { cursorWithin, type DashboardState, initialState, press, type Shown } from './dashboard-state.ts';
import type { Farewell } from './farewell.ts';
import { pressesOf } from './press-of.ts';

export interface Keyed {
  readonly state: DashboardState;
  /** What the last key did, where that does not show by itself. */
  readonly notice: string | null;
}

/** What keys work on. Several may come before the screen is drawn again, so each is given what the one before it has left. */
export function useKeys(program: {
  readonly shownIn: (state: DashboardState) => Shown;
  readonly actions: DashboardActions;
  readonly onLeave: (farewell: Farewell) => void;
}): Keyed {
  const { shownIn, actions, onLeave } = program;
  const newest = useRef(initialState);
  const [state, setState] = useState(initialState);
  const [notice, setNotice] = useState<string | null>(null);
  const { suspendTerminal } = useApp();

  /** False where what was typed behind the key is not for the dashboard any more. */
  const act = (key: string, chosen: string | null): boolean => {
    if (key === 'q') onLeave('done');
    if (key === 'r') actions.lookNow();
    if (key === 'c' && chosen !== null) actions.copy(chosen);
    if (key === 'c') setNotice(chosen === null ? 'This row is about no instance.' : `Copied ${chosen}.`);
    if (key !== 't' || chosen === null) return key !== 'q';
    void suspendTerminal(() => actions.terminate(chosen)).then(actions.lookNow);
    return false;
  };
  useInput((input, key) => {
    setNotice(null);
    if (key.ctrl && input === 'c') return onLeave('interrupted');
    for (const pressed of pressesOf(input, key)) {
      const before = newest.current;
      const shown = shownIn(before);
      const isCommand = pressed.key === 'text' && !before.isTyping && !before.isHelpShown;
      newest.current = press(before, { press: pressed, shown });
      if (isCommand && !act(pressed.text, chosenIn(before, shown))) break;
    }
    return setState(newest.current);
  });
  return { state, notice };
}

/** The instance that is opened, or under the cursor. */
function chosenIn(state: DashboardState, { ids, keys }: Shown): string | null {
  return state.opened ?? ids[cursorWithin(state, keys)] ?? null;
}
