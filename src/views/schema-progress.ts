import { type Blockers, describeSessions } from '../domain/schema/blocking-session.ts';
import type { SchemaEvent, StatementOutcome } from '../usecases/schema-change/schema-event.ts';

/** One line of progress, or `null` for what the answer itself says. */
export function schemaProgress(event: SchemaEvent): string | null {
  switch (event.kind) {
    case 'started':
      return event.statement.effect === 'instant'
        ? null
        : `${event.step}/${event.steps} ${event.statement.table}.${event.statement.name} ...`;
    case 'locked':
      return `${event.statement.table} is held: ${holders(event.blockers)}. Try ${event.attempt} of ${event.attempts} gave up, the next in ${event.pauseSeconds} s; nothing waits behind it meanwhile.`;
    case 'dearer':
      return `The server refused the cheap way. As allowed, now: ${event.sql}`;
    case 'lost':
      return `${event.why} The server may go on with ${event.statement.table}.${event.statement.name}: connecting again to look.`;
    case 'busy':
      return `Connected again. The server is still at ${event.statement.table}.${event.statement.name}: waiting for its end.`;
    case 'settled':
      return `${event.step}/${event.steps} ${words[event.statement.outcome]} ${event.statement.table}.${event.statement.name}`;
    default:
      return event satisfies never;
  }
}

const words: Readonly<Record<StatementOutcome, string>> = {
  applied: 'added',
  'already-there': 'was already there:',
  dropped: 'dropped',
  'already-gone': 'was already gone:',
};

function holders({ sessions, unseen }: Blockers): string {
  const names = describeSessions(sessions);
  return [names === '' ? 'by a session that is gone by now or cannot be seen' : names, unseen].filter((part) => part !== null).join('; ');
}
