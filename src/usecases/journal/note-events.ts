import type { TerminationEvent } from '../termination/termination-event.ts';
import { targetErrorOf } from '../termination/termination-run.ts';
import { recordsOf, type RunNotes } from './run-notes.ts';

/** The same events, each of them in the journal before anybody hears of it, and the run ended with the last. */
export async function* noteEvents(events: AsyncIterable<TerminationEvent>, notes: RunNotes): AsyncGenerator<TerminationEvent, void> {
  for await (const event of events) {
    await notes.after(...recordsOf(event));
    if (event.kind !== 'finished') {
      yield event;
      continue;
    }
    const isOver = await notes.end(event.meaning);
    const { trouble } = notes;
    if (trouble === null) yield { ...event, isOver };
    else yield { ...event, isOver, meaning: event.meaning === 'done' ? 'partial' : event.meaning, trouble: targetErrorOf(trouble) };
  }
}
