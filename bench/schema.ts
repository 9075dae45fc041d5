import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { mariadb } from '../test/integration/support/mariadb-server.ts';
import { mysql } from '../test/integration/support/mysql-server.ts';
import { fillInstances, instanceId } from './schema/fill-instances.ts';
import { type Latencies, timeStatements } from './schema/latencies.ts';

const ROWS = Number(process.env['ROWS'] ?? 1_000_000);
const IDLE_SECONDS = 20;
/** No stall longer than the idle baseline's own by more than this. */
const STALL_ALLOWANCE_MS = 250;
/** What one try waits for a lock, and so the longest a reader may queue behind it; the rest is the reader's own time. */
const LOCK_WAIT_MS = 3_000;
const READER_ALLOWANCE_MS = 500;
const TRIES = 3;

const NAME = 'fleet';
const bin = join(import.meta.dirname, '../bin/run.js');

/** `npm run bench:schema -- mysql` measures that server. */
const flavour = process.argv[2] === 'mysql' ? mysql : mariadb;
const server = await flavour.start({ bufferPoolMegabytes: 1_024 });
try {
  await measure();
} finally {
  await server.stop();
}

async function measure(): Promise<void> {
  console.log(`Filling instances with ${ROWS} rows ...`);
  await fillInstances(server, { name: NAME, rows: ROWS });
  const isSteady = await measureWriter();
  const isBounded = await measureReader();
  console.log(isSteady && isBounded ? 'Every bound is kept.' : 'A bound is missed.');
  process.exitCode = isSteady && isBounded ? 0 : 1;
}

async function measureWriter(): Promise<boolean> {
  const idle = await writingWhile(() => delay(IDLE_SECONDS * 1_000));
  const apply = await writingWhile(() => schema('apply', '--yes'));
  const rollback = await writingWhile(() => schema('rollback', '--yes'));
  for (const [title, { latencies, seconds }] of Object.entries({ idle, 'schema apply': apply, 'schema rollback': rollback })) {
    console.log(`${title.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s   writer: ${describe(latencies)}`);
  }
  const beyond = Math.max(apply.latencies.maxMs, rollback.latencies.maxMs) - idle.latencies.maxMs;
  console.log(`Longest stall beyond the idle baseline's own: ${beyond.toFixed(0)} ms, allowed ${STALL_ALLOWANCE_MS} ms.`);
  return beyond <= STALL_ALLOWANCE_MS && [apply.result, rollback.result].every((run) => run?.exitCode === 0);
}

async function measureReader(): Promise<boolean> {
  const [holder, reader] = [await server.connect(NAME), await server.connect(NAME)];
  await holder.query('BEGIN');
  await holder.query(`SELECT id FROM instances WHERE id = '${instanceId(1)}'`);
  const reading = timeStatements(reader, {
    sql: (round) => `SELECT id FROM instances WHERE id = '${instanceId(1 + (round % ROWS))}'`,
    pauseMs: 20,
  });
  const begun = performance.now();
  const run = await schema('apply', '--yes');
  const seconds = (performance.now() - begun) / 1_000;
  const latencies = await reading.stop();
  await Promise.all([holder.end(), reader.end()]);
  console.log(`held table       ${seconds.toFixed(1).padStart(6)} s   reader: ${describe(latencies)}`);
  console.log(run.stderr.trim().replaceAll(/^/gm, '  | '));
  const isNamed = run.stderr.includes(`thread ${holder.threadId} (root@`);
  console.log(`Gave up with exit ${run.exitCode} after ${TRIES} tries, ${isNamed ? 'naming' : 'not naming'} the session in the way.`);
  return run.exitCode === 1 && isNamed && latencies.maxMs <= LOCK_WAIT_MS + READER_ALLOWANCE_MS;
}

interface Ended {
  readonly exitCode: number;
  readonly stderr: string;
}

async function schema(...words: readonly string[]): Promise<Ended> {
  const env = { ...process.env, SPOTCTL_DATABASE_URL: server.url(NAME) };
  try {
    const { stderr } = await promisify(execFile)(process.execPath, [bin, 'schema', ...words], { env });
    return { exitCode: 0, stderr };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number' || !('stderr' in error)) throw error;
    return { exitCode: error.code, stderr: String(error.stderr) };
  }
}

/** One writer that updates rows by their key, about one a millisecond, while something else goes on. */
async function writingWhile<T>(
  act: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number; readonly latencies: Latencies }> {
  const connection = await server.connect(NAME);
  const writing = timeStatements(connection, {
    sql: (round) =>
      `UPDATE instances SET spot_price = ${round % 97}, updated_at = updated_at WHERE id = '${instanceId(1 + ((round * 7_919) % ROWS))}'`,
    pauseMs: 0,
  });
  const begun = performance.now();
  const result = await act();
  const seconds = (performance.now() - begun) / 1_000;
  const latencies = await writing.stop();
  await connection.end();
  return { result, seconds, latencies };
}

function describe({ count, maxMs, medianMs }: Latencies): string {
  return `${count} statements, median ${medianMs.toFixed(2)} ms, longest ${maxMs.toFixed(0)} ms`;
}
