import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';

import type { RequiredServer } from '../../support/require-server.ts';

/** A server of its own on a free port, without any of the machine's configuration; root has no password. */
export interface DatabaseServer {
  readonly port: number;
  /** Runs statements as root, in one session. */
  readonly run: (statements: readonly string[], database?: string) => Promise<void>;
  readonly connect: (database?: string) => Promise<Connection>;
  readonly url: (database: string, user?: string) => string;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  readonly bufferPoolMegabytes?: number;
  readonly options?: readonly string[];
}

/** A kind of server that may be started here. */
export interface DatabaseFlavour extends RequiredServer {
  readonly flavour: 'mariadb' | 'mysql';
  readonly start: (options?: ServerOptions) => Promise<DatabaseServer>;
}

const START_SECONDS = 30;

/** What a test does with a process that was started on this port; resolves once it takes connections. */
export async function runningServer(port: number, stop: () => Promise<void>): Promise<DatabaseServer> {
  const connect = async (database?: string): Promise<Connection> =>
    await createConnection({ host: '127.0.0.1', port, user: 'root', ...(database === undefined ? {} : { database }) });
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
    stop,
  };
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

async function untilReady(connect: () => Promise<Connection>): Promise<void> {
  for (let waited = 0; waited < START_SECONDS * 10; waited += 1) {
    const connection = await connect().catch(() => null);
    if (connection !== null) return await connection.end();
    await delay(100);
  }
  throw new Error(`The database server did not start within ${START_SECONDS} s.`);
}
