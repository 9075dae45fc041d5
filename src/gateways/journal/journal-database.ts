import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { damaged, translatingJournal } from './journal-error.ts';
import { checkPrivate, preparePrivateFile } from './private-files.ts';

/** What marks the file as a journal of spotctl: "SpCj". */
const APPLICATION = 0x5370436a;
const VERSION = 1;
const LOCK_WAIT_MS = 5_000;

/**
 * Records lie in one file, reached through a rollback journal: once written they are in the file itself, where a changed byte meets its
 * hash. A write-ahead log would drop every record after a damaged one without a word.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS record (
    run TEXT NOT NULL,
    position INTEGER NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (run, position)
  ) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${VERSION};
`;

const Marks = z.object({ application: z.number(), version: z.number(), tables: z.number() });

/** Opens the journal's file, made for its owner alone where it is missing. Every commit is on the disk when it returns. */
export function openJournalDatabase(file: string): DatabaseSync {
  return translatingJournal(file, () => {
    preparePrivateFile(file);
    checkPrivate(`${file}-journal`, 'file');
    const database = new DatabaseSync(pathToFileURL(file), { timeout: LOCK_WAIT_MS });
    try {
      database.exec('PRAGMA journal_mode = PERSIST; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA trusted_schema = 0;');
      const marks = readMarks(database);
      const isNew = marks.tables === 0 && marks.version === 0;
      if (isNew) writing(database, () => database.exec(SCHEMA));
      else checkMarks(file, marks);
      checkStructure(file, database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Runs `write` in a transaction of its own, alone among all processes. */
export function writing<T>(database: DatabaseSync, write: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = write();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function readMarks(database: DatabaseSync): z.output<typeof Marks> {
  const marks = `SELECT (SELECT application_id FROM pragma_application_id) AS application,
    (SELECT user_version FROM pragma_user_version) AS version, (SELECT count(*) FROM sqlite_master) AS tables`;
  return Marks.parse(database.prepare(marks).get());
}

function checkMarks(file: string, { application, version }: z.output<typeof Marks>): void {
  if (application !== APPLICATION) throw damaged(file, 'It is an SQLite database, and no journal of spotctl.');
  if (version <= VERSION) return;
  throw new SpotctlError({
    code: 'JOURNAL_NEWER',
    message: `The journal ${file} has the format ${version}; this spotctl knows formats up to ${VERSION}.`,
  });
}

function checkStructure(file: string, database: DatabaseSync): void {
  const said = z.object({ quick_check: z.string() }).parse(database.prepare('PRAGMA quick_check(1)').get());
  if (said.quick_check !== 'ok') throw damaged(file, said.quick_check);
}
