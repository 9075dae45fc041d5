import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { WatchedFleet } from '../../usecases/watch-fleet.ts';
import type { ListView } from '../../views/list.ts';
import { arrangeList } from '../printing/arrange-list.ts';
import type { Presentation } from '../printing/presentation.ts';
import { endBySignal } from './end-by-signal.ts';
import { enterOtherScreen } from './other-screen.ts';
import { changesTeller } from './tell-changes.ts';
import { type Look, watchFrame } from './watch-frame.ts';

export interface Watching<Item> {
  readonly looks: AsyncIterable<WatchedFleet>;
  readonly viewOf: (listed: WatchedFleet['listed']) => ListView<Item>;
  readonly presentation: Presentation;
  /** What is watched: `spotctl zombies`. */
  readonly title: string;
  readonly intervalMs: number;
  readonly canRedraw: boolean;
}

/** Shows a list until a signal ends the process: redrawn in place on a terminal, as NDJSON of its changes elsewhere. */
export async function watchList<Item extends object>(watching: Watching<Item>): Promise<void> {
  endBySignal();
  const { format } = watching.presentation;
  const isForPeople = format === null || format === 'table' || format === 'wide';
  if (format === 'json' || (format === null && !watching.canRedraw)) return await tellChanges(watching);
  if (isForPeople && watching.canRedraw) return await redraw(watching);
  throw new SpotctlError({
    code: 'USAGE',
    message: `--watch cannot show -o ${format}${isForPeople ? ' where it is piped' : ''}.`,
    hint: 'Use -o json for its changes, or none on a terminal.',
  });
}

async function tellChanges<Item extends object>({ looks, viewOf, presentation }: Watching<Item>): Promise<void> {
  const tell = changesTeller<Item>();
  for await (const { listed, stale } of looks) {
    const view = arrangeList(viewOf(listed), presentation);
    for (const line of tell({ view, stale, unseen: listed.unseen }, listed.now)) process.stdout.write(line);
  }
}

async function redraw<Item extends object>(watching: Watching<Item>): Promise<void> {
  const { looks, viewOf, title, intervalMs } = watching;
  let last: Look<Item> | null = null;
  let lookedAt = new Date();
  let screen: ReturnType<typeof enterOtherScreen> | null = null;
  const draw = async (): Promise<void> => {
    if (last === null) return;
    const presentation = { ...watching.presentation, width: process.stdout.columns, now: () => lookedAt };
    screen?.draw(await watchFrame(last, { title, intervalMs, rows: process.stdout.rows, presentation }));
  };
  for await (const { listed, stale } of looks) {
    last = { view: viewOf(listed), stale, unseen: listed.unseen };
    lookedAt = watching.presentation.now();
    screen ??= enterOtherScreen(process.stdout, () => void draw());
    await draw();
  }
}
