import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { type DatabaseFlavour, type DatabaseServer, freePort, runningServer, type ServerOptions } from './database-server.ts';

export const mariadb: DatabaseFlavour = {
  flavour: 'mariadb',
  name: 'MariaDB',
  isAvailable: () => find('mariadbd') !== null && find('mariadb-install-db') !== null,
  start: startMariadb,
};

async function startMariadb({ bufferPoolMegabytes = 64, options = [] }: ServerOptions = {}): Promise<DatabaseServer> {
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
  return await runningServer(port, async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  });
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
