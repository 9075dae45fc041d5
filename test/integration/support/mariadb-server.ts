import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Connection, createConnection } from 'mysql2/promise';

const START_SECONDS = 30;

/** A MariaDB of its own on a free port, without any of the machine's configuration; root has no password. */
export interface MariadbServer {
  readonly port: number;
  /** Runs statements as root, in one session. */
  readonly run: (statements: readonly string[], database?: string) => Promise<void>;
  readonly connect: (database?: string) => Promise<Connection>;
  readonly url: (database: string, user?: string) => string;
  readonly stop: () => Promise<void>;
}

export const mariadb = { name: 'MariaDB', isAvailable: () => find('mariadbd') !== null && find('mariadb-install-db') !== null };

export async function startMariadb({
  bufferPoolMegabytes = 64,
  options = [],
}: { readonly bufferPoolMegabytes?: number; readonly options?: readonly string[] } = {}): Promise<MariadbServer> {
  const folder = mkdtempSync(join(tmpdir(), 'spotctl-mariadb-'));
  const place = ['--no-defaults', `--datadir=${join(folder, 'data')}`, ...(process.getuid?.() === 0 ? ['--user=root'] : [])];
  await promisify(execFile)(required('mariadb-install-db'), [...place, '--auth-root-authentication-method=normal', '--skip-test-db']);
  const port = await freePort();
  const listening = [
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
  ];
  const lean = ['--skip-log-bin', '--innodb-flush-log-at-trx-commit=0', `--innodb-buffer-pool-size=${bufferPoolMegabytes}M`];
  const server = spawn(required('mariadbd'), [...place, ...listening, ...lean, ...options], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  const connect = (database?: string): Promise<Connection> =>
    createConnection({ host: '127.0.0.1', port, user: 'root', ...(database === undefined ? {} : { database }) });
  await untilReady(connect);
  return {
    port,
    connect,
    run: async (statements, database) => {
      const connection = await connect(database);
      for (const statement of statements) await connection.query(statement);
      await connection.end();
    },
    url: (database, name = 'root') => `mysql://${name}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function untilReady(connect: () => Promise<Connection>): Promise<void> {
  for (let waited = 0; waited < START_SECONDS * 10; waited += 1) {
    const connection = await connect().catch(() => null);
    if (connection !== null) return await connection.end();
    await delay(100);
  }
  throw new Error(`MariaDB did not start within ${START_SECONDS} s.`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

function find(program: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

export function required(program: string): string {
  const path = find(program);
  if (path === null) throw new Error(`${program} is not installed.`);
  return path;
}
