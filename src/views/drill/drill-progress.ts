import type { CleanedUp } from '../../domain/drill/drill-report.ts';
import type { StepOutcome } from '../../domain/drill/drill-step.ts';
import type { DrillEvent } from '../../usecases/drill/drill-event.ts';
import { formatDuration } from '../amounts.ts';

export const OUTCOME_WORDS: Readonly<Record<StepOutcome, string>> = {
  proven: 'proven',
  unproven: 'not proven',
  failed: 'failed',
  expired: 'out of time',
  interrupted: 'interrupted',
  'not-reached': 'not reached',
};

/** The event as a line of talk; `null` for the last one, which the report tells. */
export function drillProgress(event: DrillEvent): string | null {
  switch (event.kind) {
    case 'step-begun':
      return `${event.title} … (at most ${formatDuration(event.limitSeconds)})`;
    case 'step-pending':
      return `  ${event.because}`;
    case 'step-ended': {
      const { title, outcome, detail } = event.result;
      return `${title}: ${OUTCOME_WORDS[outcome]}${detail === null ? '' : `: ${detail}`}`;
    }
    case 'cleaning-up':
      return 'Cleaning up …';
    case 'cleaned-up':
      return `  ${cleanedText(event.item)}`;
    case 'finished':
      return null;
    default:
      return event satisfies never;
  }
}

/** What became of a part of the drill, in one sentence. */
export function cleanedText({ what, subject, detail }: CleanedUp): string {
  const name = {
    settings: `settings of ${subject}`,
    command: `command ${subject}`,
    replacement: `replacement ${subject}`,
    'old-instance': subject,
  };
  return `${name[what]}: ${detail}`;
}
