import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Connection, createConnection } from 'mysql2/promise';

import { freePort } from './database-server.ts';
import { mariadb, required } from './mariadb-server.ts';

const PROVIDER = '/usr/lib/galera/libgalera_smm.so';
const START_SECONDS = 60;

/** Nodes on loopback, each with every other's data; root has no password. */
export interface GaleraCluster {
  readonly ports: readonly number[];
  readonly connect: (node: number, database?: string) => Promise<Connection>;
  /** Ends a node as a broken machine does. */
  readonly kill: (node: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** State is handed over with rsync, and by a user of the server's own. */
export const galera = { name: 'Galera', isAvailable: () => mariadb.isAvailable() && existsSync(PROVIDER) && process.getuid?.() === 0 };

export async function startGalera({ nodes: count = 2 }: { readonly nodes?: number } = {}): Promise<GaleraCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'spotctl-galera-'));
  await promisify(execFile)('chown', ['mysql', folder]);
  const positions = Array.from({ length: count }, (_, position) => position);
  const peers: number[] = [];
  for (const _ of positions) peers.push(await freePort());
  await installData(folder, count);
  const nodes: Node[] = [];
  for (const node of positions) nodes.push(await startNode(folder, { peers, node }));
  return {
    ports: nodes.map(({ port }) => port),
    connect: (node, database) => connectTo(nodes[node]?.port ?? 0, database),
    kill: async (node) => await nodes[node]?.end('SIGKILL'),
    stop: async () => {
      // Nothing of their data is needed any more.
      for (const node of nodes) await node.end('SIGKILL');
      rmSync(folder, { recursive: true });
    },
  };
}

interface Node {
  readonly port: number;
  readonly end: (signal: 'SIGKILL') => Promise<void>;
}

/** Made once and copied: two installations at once take each other's temporary tables. */
async function installData(folder: string, count: number): Promise<void> {
  await promisify(execFile)(required('mariadb-install-db'), [
    '--no-defaults',
    `--datadir=${join(folder, 'data0')}`,
    '--user=mysql',
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  for (let node = 1; node < count; node += 1) {
    await promisify(execFile)('cp', ['--archive', join(folder, 'data0'), join(folder, `data${node}`)]);
  }
}

async function startNode(folder: string, { peers, node }: { readonly peers: readonly number[]; readonly node: number }): Promise<Node> {
  const [port, receiver, incremental] = [await freePort(), await freePort(), await freePort()];
  const own = `127.0.0.1:${peers[node] ?? 0}`;
  const options = [
    '--no-defaults',
    '--user=mysql',
    `--datadir=${join(folder, `data${node}`)}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, `socket${node}`)}`,
    `--pid-file=${join(folder, `pid${node}`)}`,
    '--binlog-format=ROW',
    '--innodb-autoinc-lock-mode=2',
    '--innodb-buffer-pool-size=64M',
    '--innodb-flush-log-at-trx-commit=0',
    '--wsrep-on=ON',
    `--wsrep-provider=${PROVIDER}`,
    `--wsrep-cluster-address=gcomm://${peers.map((peer) => `127.0.0.1:${peer}`).join(',')}`,
    `--wsrep-node-name=n${node + 1}`,
    `--wsrep-node-address=${own}`,
    '--wsrep-sst-method=rsync',
    `--wsrep-sst-receive-address=127.0.0.1:${receiver}`,
    `--wsrep-provider-options=gmcast.listen_addr=tcp://${own};ist.recv_addr=127.0.0.1:${incremental};gcache.size=32M`,
    ...(node === 0 ? ['--wsrep-new-cluster'] : []),
  ];
  const server = spawn(required('mariadbd'), options, { stdio: 'ignore' });
  const ended = once(server, 'exit');
  await untilSynced(port);
  return {
    port,
    end: async (signal) => {
      server.kill(signal);
      await ended;
    },
  };
}

async function connectTo(port: number, database?: string): Promise<Connection> {
  return await createConnection({ host: '127.0.0.1', port, user: 'root', ...(database === undefined ? {} : { database }) });
}

async function untilSynced(port: number): Promise<void> {
  for (let waited = 0; waited < START_SECONDS * 5; waited += 1) {
    if (await isSynced(port)) return;
    await delay(200);
  }
  throw new Error(`The Galera node did not join within ${START_SECONDS} s.`);
}

async function isSynced(port: number): Promise<boolean> {
  const connection = await connectTo(port).catch(() => null);
  if (connection === null) return false;
  const [rows] = await connection.query("SHOW STATUS LIKE 'wsrep_local_state_comment'").catch(() => [[]]);
  await connection.end();
  return JSON.stringify(rows).includes('Synced');
}
