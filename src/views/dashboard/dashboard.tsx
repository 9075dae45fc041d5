import { Box, Text, useWindowSize } from 'ink';
import { type ReactNode, useMemo } from 'react';
import type { FollowedFleet } from '../../usecases/follow-fleet.ts';
import type { Screen } from '../screen.ts';
import type { DashboardActions } from './dashboard-actions.ts';
import type { DashboardState, Shown } from './dashboard-state.ts';
import type { Farewell } from './farewell.ts';
import { frameLines } from './frame-lines.ts';
import { prepareTables } from './prepare-tables.ts';
import { useKeys } from './use-keys.ts';
import { useNow } from './use-now.ts';
import { usePage } from './use-page.ts';

export interface DashboardProps {
  readonly watched: FollowedFleet;
  readonly actions: DashboardActions;
  readonly painting: Pick<Screen, 'paint' | 'widthOf'>;
  readonly onLeave: (farewell: Farewell) => void;
}

/** Lines of a frame that are no rows of the table, so that a page key moves by about what is in sight. */
const LINES_AROUND_ROWS = 10;

/** The whole dashboard. It holds no more than where the operator looks; the fleet comes in with each look. */
export function Dashboard({ watched, actions, painting, onLeave }: DashboardProps): ReactNode {
  const { columns, rows } = useWindowSize();
  const screen = { ...painting, columns, isTerminal: true, now: useNow(actions.now) };
  const prepared = useMemo(() => prepareTables(watched), [watched]);
  const shownIn = (state: DashboardState): Shown => {
    const table = prepared.tables[state.tab];
    const { instanceIds: ids, keys } = table.select({ filter: state.filter, sorting: state.sorting, screen });
    return { ids, keys, pageSize: Math.max(1, rows - LINES_AROUND_ROWS), columns: table.columns };
  };
  const { state, notice } = useKeys({ shownIn, actions, onLeave });
  const page = usePage(state.opened, actions.describe);
  const selected = prepared.tables[state.tab].select({ filter: state.filter, sorting: state.sorting, screen });

  return (
    <Box flexDirection="column">
      {frameLines({ prepared, selected, state, page, notice, screen, height: rows - 1 }).map((line, position) => (
        <Text key={position} wrap="truncate">
          {line === '' ? ' ' : line}
        </Text>
      ))}
    </Box>
  );
}
