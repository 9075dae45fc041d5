import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { RECORD_TABLE } from '../../domain/schema/recorded-change.ts';
import type { DatabaseServer } from '../../ports/fleet-database.ts';
import { CLAIM } from './change-record.ts';
import type { MysqlLine } from './mysql-line.ts';
import { showProcesses } from './mysql-processes.ts';

/** Keeps two runs apart. */
export interface ChangeLock {
  /** Takes the server's own lock, which it frees when the connection and what it left running have ended. */
  take(): Promise<void>;
  /** Takes or renews the claim in the record; throws `SCHEMA_CHANGE_RUNNING` where another run has it. */
  claim(): Promise<void>;
  release(): Promise<void>;
}

/** Hashed: a lock's name holds for the whole server, and MySQL allows it 64 characters. MySQL 9.7 has no SHA1 any more. */
const LOCK = "CONCAT('spotctl:', LEFT(SHA2(DATABASE(), 256), 40))";

/** A run renews its claim before every statement, and while a statement freezes the cluster nobody else can claim either. */
const CLAIM_EXPIRES_SECONDS = 120;

const NOW = "DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%dT%H:%i:%sZ')";
const EXPIRED = `changed_at < DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL ${CLAIM_EXPIRES_SECONDS} SECOND, '%Y-%m-%dT%H:%i:%sZ')`;

const TAKE_FREE = `INSERT IGNORE INTO ${RECORD_TABLE} (element, state, statement, plan_id, actor, changed_at) VALUES ('${CLAIM}', 'held', ?, ?, ?, ${NOW})`;
const TAKE_OVER = `UPDATE ${RECORD_TABLE} SET state = 'held', statement = ?, plan_id = ?, actor = ?, changed_at = ${NOW} WHERE element = '${CLAIM}' AND (plan_id = ? OR state = 'free' OR ${EXPIRED} OR statement = ?)`;
const GIVE_BACK = `UPDATE ${RECORD_TABLE} SET state = 'free' WHERE element = '${CLAIM}' AND plan_id = ?`;

const Claim = z.object({ actor: z.string(), changed_at: z.string(), statement: z.string() });

/**
 * The server's lock is the one that counts on a single server: a dead run's claim is simply taken over.
 * On Galera that lock is each node's own, so there the claim counts, of another node until it expires.
 */
export function changeLock(line: MysqlLine, { server, actor }: { readonly server: DatabaseServer; readonly actor: string }): ChangeLock {
  const run = crypto.randomUUID();
  const refuse = async (): Promise<never> => {
    throw new SpotctlError({
      code: 'SCHEMA_CHANGE_RUNNING',
      message: `Another run changes the schema of ${server.database}: ${await describeHolder(line)}.`,
      details: { database: server.database },
    });
  };
  return {
    take: async () => {
      const [row] = z
        .array(z.object({ got: z.nullable(z.coerce.number()) }))
        .parse(await line.query(`SELECT GET_LOCK(${LOCK}, 0) AS got`, []));
      if (row?.got !== 1) await refuse();
    },
    claim: async () => {
      const node = server.isGalera ? await nodeName(line) : 'this server';
      if ((await line.write(TAKE_FREE, [node, run, actor])) > 0) return;
      if ((await line.write(TAKE_OVER, [node, run, actor, run, node])) === 0) await refuse();
    },
    release: async () => {
      await line.write(GIVE_BACK, [run]).catch(() => 0);
      await line.query(`SELECT RELEASE_LOCK(${LOCK}) AS freed`, []).catch(() => []);
    },
  };
}

async function nodeName(line: MysqlLine): Promise<string> {
  const [row] = z.array(z.object({ node: z.nullable(z.string()) })).parse(await line.query('SELECT @@wsrep_node_name AS node', []));
  return `node ${row?.node ?? ''}`;
}

/** Who holds it as far as the record and the server tell; a user without PROCESS sees less. */
async function describeHolder(line: MysqlLine): Promise<string> {
  const rows = await line
    .query(`SELECT actor, changed_at, statement FROM ${RECORD_TABLE} WHERE element = '${CLAIM}' AND state = 'held'`, [])
    .catch(() => []);
  const [claim] = z.array(Claim).parse(rows);
  const [lock] = z
    .array(z.object({ thread: z.nullable(z.coerce.number()) }))
    .parse(await line.query(`SELECT IS_USED_LOCK(${LOCK}) AS thread`, []));
  const thread = lock?.thread === line.thread() ? null : (lock?.thread ?? null);
  const process = thread === null ? undefined : (await showProcesses(line.query)).find((candidate) => candidate.thread === thread);
  const parts = [
    claim === undefined ? null : `${claim.actor}, last active ${claim.changed_at} on ${claim.statement}`,
    thread === null ? null : `connection ${thread}${process === undefined ? '' : ` of ${process.user}@${process.host}`}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'the server does not tell whose' : parts.join('; ');
}
