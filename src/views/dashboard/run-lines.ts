import type { RunSummary } from '../../domain/journal/summarize-run.ts';
import type { FollowedFleet } from '../../usecases/follow-fleet.ts';
import { leftText } from '../journal/left-text.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { cut } from '../wrap.ts';

/** How far each termination from this machine is, and what is left of one that nobody works on; a line each. */
export function runLines({ runs }: Pick<FollowedFleet, 'runs'>, screen: Screen): readonly string[] {
  if (!runs.ok) return [painted({ text: `! journal: ${runs.why}`, style: 'red' }, screen)];
  return runs.value.map((run) => painted(run.status === 'running' ? atWork(run) : cutOff(run), screen));
}

interface RunLine {
  readonly text: string;
  readonly style: 'cyan' | 'yellow' | 'red';
}

function atWork(run: RunSummary): RunLine {
  const { confirmed, gone, reported } = run;
  return { text: `terminating: ${gone} of ${confirmed} gone, ${reported} reported, ${leftText(run)}  (run ${run.runId})`, style: 'cyan' };
}

function cutOff(run: RunSummary): RunLine {
  return { text: `! a termination was cut off, ${leftText(run)}: spotctl journal resume ${run.runId}`, style: 'yellow' };
}

function painted({ text, style }: RunLine, screen: Screen): string {
  return screen.paint(style, cut(printable(text), { width: screen.columns - 1, screen }));
}
