import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { DatedRecord, RunRecord } from '../../domain/journal/run-record.ts';
import { damaged } from './journal-error.ts';
import { parseRecord } from './record-shapes.ts';
import { CHAIN_START, chainHash, type StoredRecord, verifyChain } from './record-chain.ts';

const Row = z.object({ position: z.number(), at: z.string(), body: z.string(), hash: z.string() });
const Id = z.object({ run: z.string() });

/** Steps from run to run by the key, however many records each has. */
const RUN_IDS = `
  WITH RECURSIVE run_ids(run) AS (
    SELECT min(run) FROM record
    UNION ALL
    SELECT (SELECT min(record.run) FROM record WHERE record.run > run_ids.run) FROM run_ids WHERE run_ids.run IS NOT NULL
  ) SELECT run FROM run_ids WHERE run IS NOT NULL`;

const COLUMNS = 'SELECT position, at, body, hash FROM record WHERE run = ? ORDER BY position';

/** The records of runs in one open file. */
export class StoredRuns {
  readonly #file: string;
  readonly #database: DatabaseSync;

  constructor(file: string, database: DatabaseSync) {
    this.#file = file;
    this.#database = database;
  }

  /** All runs, oldest first: their ids sort by time. */
  ids(): readonly string[] {
    return this.#database
      .prepare(RUN_IDS)
      .all()
      .map((row) => Id.parse(row).run);
  }

  /** Runs whose last record does not close them. */
  openIds(): readonly string[] {
    return this.ids().filter((runId) => this.#last(runId)?.body !== CLOSED);
  }

  /** Runs with a record that holds this text. */
  idsNaming(text: string): readonly string[] {
    const rows = this.#database.prepare('SELECT DISTINCT run FROM record WHERE instr(body, ?) > 0 ORDER BY run').all(text);
    return rows.map((row) => Id.parse(row).run);
  }

  /** Throws `JOURNAL_DAMAGED` where a record is not what was written. */
  read(runId: string): readonly DatedRecord[] {
    const stored = this.#database
      .prepare(COLUMNS)
      .all(runId)
      .map((row): StoredRecord => Row.parse(row));
    const verified = verifyChain(runId, stored);
    if (verified.ok) return verified.records;
    throw damaged(this.#file, `Record ${verified.position + 1} of run ${runId} is not what was written.`);
  }

  append(runId: string, added: { readonly at: string; readonly records: readonly RunRecord[] }): void {
    const insert = this.#database.prepare('INSERT INTO record (run, position, at, body, hash) VALUES (?, ?, ?, ?, ?)');
    const last = this.#last(runId);
    let previous = last?.hash ?? CHAIN_START;
    let position = last === null ? 0 : last.position + 1;
    for (const record of added.records) {
      const body = JSON.stringify(record);
      // What could not be read back must not seem to be kept.
      if (parseRecord(body) === null) throw new Error(`A record of the kind ${record.kind} cannot be kept.`);
      const hash = chainHash({ previous, runId, position, at: added.at, body });
      insert.run(runId, position, added.at, body, hash);
      previous = hash;
      position += 1;
    }
  }

  #last(runId: string): StoredRecord | null {
    const row = this.#database.prepare(`${COLUMNS} DESC LIMIT 1`).get(runId);
    return row === undefined ? null : Row.parse(row);
  }
}

const CLOSED = JSON.stringify({ kind: 'closed' });
