import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { foldRun } from '../../domain/journal/fold-run.ts';
import type { RunRecord } from '../../domain/journal/run-record.ts';
import { workOf } from '../../domain/journal/work-left.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import type { RunJournal } from '../../ports/journal.ts';
import type { TerminationEvent } from '../termination/termination-event.ts';

/**
 * What a run writes of itself. Before an act a failure is thrown, and the act is not done; after one it is only remembered, since what
 * EC2 or the backend has said must not be lost over it. Once writing has failed, no act follows.
 */
export class RunNotes {
  readonly journal: RunJournal;
  #trouble: SpotctlError | null = null;

  constructor(journal: RunJournal) {
    this.journal = journal;
  }

  /** Why the journal lacks something of this run; `null` where it lacks nothing. */
  get trouble(): SpotctlError | null {
    return this.#trouble;
  }

  /** Throws the journal's error, and goes on throwing it. */
  async before(...records: readonly RunRecord[]): Promise<void> {
    if (this.#trouble === null) await this.after(...records);
    const trouble = this.#trouble;
    if (trouble instanceof SpotctlError) throw trouble;
  }

  async after(...records: readonly RunRecord[]): Promise<void> {
    if (records.length === 0) return;
    try {
      await this.journal.write(...records);
    } catch (error) {
      if (!(error instanceof SpotctlError)) throw error;
      this.#trouble ??= error;
    }
  }

  /** The end of this process's work on the run; it is closed where nothing is left, and then this is true. */
  async end(meaning: ExitMeaning): Promise<boolean> {
    if (this.#trouble !== null) return false;
    const { records } = await this.journal.read();
    const isOver = workOf(foldRun(records)).size === 0;
    await this.after({ kind: 'ended', meaning }, ...(isOver ? [{ kind: 'closed' } as const] : []));
    return isOver;
  }
}

/** What an event tells that no act has told the journal already. */
export function recordsOf(event: TerminationEvent): readonly RunRecord[] {
  if (event.kind === 'standing') return [{ kind: 'standing', id: event.id }];
  if ('error' in event) return [{ kind: event.kind, id: event.id, error: event.error }];
  if (event.kind === 'state') return [{ kind: 'seen', id: event.id, state: event.state }];
  if (event.kind === 'gone') return [{ kind: 'gone', id: event.id, endedAt: event.at, wasAlready: event.wasAlready }];
  return [];
}
