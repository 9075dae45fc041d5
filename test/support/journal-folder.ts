import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunRecord } from '../../src/domain/journal/run-record.ts';
import { createJournal } from '../../src/gateways/journal/sqlite-journal.ts';
import type { Journal } from '../../src/ports/journal.ts';
import { CLIENT_ID } from './builders.ts';
import { FakeClock } from './fake-clock.ts';
import { removeFolder } from './remove-folder.ts';

export const RUN = '01JDC0000000000000000000RN';

/** Where a journal of one test may come to lie; nothing is made there yet. */
export async function journalFolder(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'spotctl-journal-'));
  onTestFinished(() => removeFolder(parent));
  return join(parent, 'spotctl');
}

/** A journal over a folder, closed with the test. */
export function journalIn(folder: string, clock = new FakeClock()): Journal {
  const journal = createJournal(folder, clock);
  onTestFinished(() => journal.close());
  return journal;
}

export function begun(facts: Partial<Extract<RunRecord, { kind: 'begun' }>> = {}): RunRecord {
  return {
    kind: 'begun',
    account: '123456789012',
    client: { id: CLIENT_ID, name: 'Acme' },
    backendUrl: 'http://127.0.0.1:5000',
    version: '0.1.0',
    by: { pid: 4711, host: 'workstation' },
    ...facts,
  };
}
