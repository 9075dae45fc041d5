import type { TerminationPlan } from '../domain/termination/termination-plan.ts';
import type { TerminationEvent } from '../usecases/termination/termination-event.ts';
import { eventLine } from '../views/termination/event-line.ts';
import { advanceLive, LIVE_COLUMNS, liveLines, startLive } from '../views/termination/live-termination.ts';
import { terminationPlanBody } from '../views/termination/termination-plan-document.ts';
import { terminationProgress } from '../views/termination/termination-progress.ts';
import { printableLines } from '../views/printable.ts';
import type { Screen } from '../views/screen.ts';
import { LiveArea, type LiveStream } from './live-area.ts';
import { API_VERSION } from './printing/print-document.ts';
import { wrapTalk } from './printing/wrap-talk.ts';

const REDRAWS_EVERY_MS = 1_000;
/** Header and totals of the table, and the line the cursor is on. */
const OTHER_LINES = 3;

/** How a run is told while it goes on. */
export interface TerminationDisplay {
  show(event: TerminationEvent): void;
  say(line: string): void;
  /** Leaves the last state where it is. */
  end(): void;
}

/** One line an event. */
export function lineDisplay(say: (line: string) => void): TerminationDisplay {
  return {
    show: (event) => {
      const line = terminationProgress(event);
      if (line !== null) say(line);
    },
    say,
    end: () => undefined,
  };
}

/** One JSON line an event, the plan first. */
export function eventDisplay(
  { plan, runId }: { readonly plan: TerminationPlan; readonly runId: string },
  { write, say }: { readonly write: (text: string) => void; readonly say: (line: string) => void },
): TerminationDisplay {
  const stamp = (): { apiVersion: string; time: string; run: string } => ({
    apiVersion: API_VERSION,
    time: now(),
    run: runId,
  });
  write(eventLine({ ...stamp(), kind: 'TerminationPlan', ...terminationPlanBody(plan, null) }));
  const show = (event: TerminationEvent): void => {
    write(eventLine(event.kind === 'finished' ? { ...stamp(), kind: 'TerminationReport', ...event.report } : { ...stamp(), ...event }));
  };
  return { show, say, end: () => undefined };
}

/** True where a table of that many targets can be drawn over itself. */
export function canBeLive(
  terminal: { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number },
  targets: number,
): boolean {
  const { isTTY = false, columns = 0, rows = 0 } = terminal;
  return isTTY && columns >= LIVE_COLUMNS && targets > 0 && targets + OTHER_LINES <= rows;
}

/** A table that is drawn anew with each event, and each second for what it counts. */
export function liveDisplay(
  plan: TerminationPlan,
  { stream, screen }: { readonly stream: LiveStream; readonly screen: Screen },
): TerminationDisplay {
  const area = new LiveArea(stream, screen.widthOf);
  let live = startLive(plan.targets, now());
  const draw = (): void => area.draw(liveLines(live, { ...screen, columns: stream.columns, now: now() }));
  draw();
  let timer: NodeJS.Timeout | null = setInterval(draw, REDRAWS_EVERY_MS);
  return {
    show: (event) => {
      live = advanceLive(live, { event, now: now() });
      draw();
    },
    say: (line) => area.say(`${wrapTalk(printableLines(line), stream.columns)}\n`),
    end: () => {
      if (timer === null) return;
      clearInterval(timer);
      timer = null;
      draw();
    },
  };
}

function now(): string {
  return new Date().toISOString();
}
