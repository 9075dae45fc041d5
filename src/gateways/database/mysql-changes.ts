import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { CREATE_RECORD, RECORD_TABLE } from '../../domain/schema/recorded-change.ts';
import type { DatabaseServer } from '../../ports/fleet-database.ts';
import type { SchemaChange, SchemaChanges } from '../../ports/schema-changes.ts';
import { describeActor, recordValues, SELECT_RECORDS, toRecords } from './change-record.ts';
import { findBlockers } from './mysql-blockers.ts';
import { type ChangeLock, changeLock } from './mysql-change-lock.ts';
import { expectPrivileges } from './mysql-privileges.ts';
import type { MysqlLine } from './mysql-line.ts';
import { showProcesses } from './mysql-processes.ts';

/** A waiting ALTER makes every later statement on the table wait behind it, so it gives up before anyone notices. */
const LOCK_WAIT_SECONDS = 3;

const NO_SUCH_TABLE = 1146;

const SAVE_RECORD = `INSERT INTO ${RECORD_TABLE} (element, state, statement, plan_id, actor, changed_at) VALUES (?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE state = VALUES(state), statement = VALUES(statement), plan_id = VALUES(plan_id), actor = VALUES(actor), changed_at = VALUES(changed_at)`;

/** What may change the schema on MySQL and MariaDB. */
export function mysqlChanges(line: MysqlLine, server: DatabaseServer): SchemaChanges {
  const records: SchemaChanges['records'] = async () => {
    try {
      return toRecords(await line.query(SELECT_RECORDS, []));
    } catch (error) {
      if (error instanceof SpotctlError && error.details['errno'] === NO_SUCH_TABLE) return null;
      throw error;
    }
  };
  return {
    records,
    begin: async (statements) => {
      const actor = describeActor(line.account);
      const lock = changeLock(line, { server, actor });
      await lock.take();
      try {
        await limitWaits(line);
        // On a cluster every node would carry the question out.
        if (!server.isGalera) await expectPrivileges(line, statements);
        if (!(await isReadable(records))) await line.write(CREATE_RECORD);
        await lock.claim();
      } catch (error) {
        await lock.release();
        throw error;
      }
      return startedChange(line, { lock, actor, flavour: server.flavour });
    },
  };
}

function startedChange(
  line: MysqlLine,
  { lock, actor, flavour }: { readonly lock: ChangeLock; readonly actor: string; readonly flavour: DatabaseServer['flavour'] },
): SchemaChange {
  /** Connections whose last statement the server may still be at. */
  const lost = new Set<number>();
  return {
    run: async (statement) => {
      await lock.claim();
      await line.write(statement);
    },
    record: async (change) => void (await line.write(SAVE_RECORD, recordValues(change, actor))),
    blockersOf: (table) => findBlockers(line, { table, flavour, waitedSeconds: LOCK_WAIT_SECONDS }),
    resume: async () => {
      lost.add(line.thread());
      await line.reconnect();
      const present = new Set((await showProcesses(line.query)).map(({ thread }) => thread));
      if ([...lost].some((thread) => present.has(thread))) return 'busy';
      await lock.take();
      await limitWaits(line);
      return 'ready';
    },
    end: () => lock.release(),
  };
}

/** A server says "not permitted" of a table that is not there, too: making it tells which grants are missing. */
async function isReadable(records: SchemaChanges['records']): Promise<boolean> {
  try {
    return (await records()) !== null;
  } catch (error) {
    if (error instanceof SpotctlError && error.code === 'DATABASE_DENIED') return false;
    throw error;
  }
}

async function limitWaits(line: MysqlLine): Promise<void> {
  await line.write(`SET SESSION lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
}
