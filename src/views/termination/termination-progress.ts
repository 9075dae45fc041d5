import type { TerminationEvent } from '../../usecases/termination/termination-event.ts';
import { formatCount } from '../amounts.ts';

/** One line of progress, or `null` for what the answer itself says. */
export function terminationProgress(event: TerminationEvent): string | null {
  if ('error' in event) return `${event.id}: ${event.error.message} (${event.error.code})`;
  switch (event.kind) {
    case 'unprotected':
      return `${event.id}: protection lifted.`;
    case 'request-cancelled':
      return `${event.id}: spot request ${event.requestId} cancelled.`;
    case 'accepted':
      return `${event.id}: EC2 accepted the termination.`;
    case 'waiting':
      return `Waiting for ${formatCount(event.count, 'instance')} to end, ${Math.round(event.waitedSeconds)} s so far.`;
    case 'state':
      return `${event.id}: ${event.state}.`;
    case 'gone':
      return `${event.id}: ${event.wasAlready ? 'was gone already' : 'terminated'}.`;
    case 'reported':
      return `${event.id}: reported to the backend.`;
    case 'finished':
      return null;
    default:
      return event satisfies never;
  }
}
