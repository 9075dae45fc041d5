import type { DrillRun } from './drill-run.ts';

/** Writes down what is changed or about to be, so that it can be put back whatever becomes of this process. Throws a `JOURNAL_*` error. */
export async function keepNotes({ ports, input, record, startedAt, hasTouchedSettings, hasTriedSwitch }: DrillRun): Promise<void> {
  const notes = await ports.notes();
  const { plan, origin } = input;
  const { commandId, issuedAt } = record;
  await notes.keep({ backendUrl: origin.backendUrl, plan, startedAt, commandId, issuedAt, hasTouchedSettings, hasTriedSwitch });
}
