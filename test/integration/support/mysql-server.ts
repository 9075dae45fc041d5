import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { type DatabaseFlavour, type DatabaseServer, freePort, runningServer, type ServerOptions } from './database-server.ts';

/** What `.ci/fetch-mysql` unpacked: set by the build machine's set-up where it got one, and from then on required. */
const NAMED = process.env['SPOTCTL_TEST_MYSQL'];
const FOLDER = NAMED ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'spotctl-tests/mysql');
const EMPTY_DATA = join(FOLDER, 'empty-data');

export const mysql: DatabaseFlavour = {
  flavour: 'mysql',
  name: 'MySQL',
  isAvailable: () => existsSync(EMPTY_DATA),
  isRequired: () => NAMED !== undefined,
  start: startMysql,
};

/** Runs on the libraries it was unpacked with: those of this machine may be older. */
async function startMysql({ bufferPoolMegabytes = 64, options = [] }: ServerOptions = {}): Promise<DatabaseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'spotctl-mysql-'));
  cpSync(EMPTY_DATA, join(folder, 'data'), { recursive: true });
  const port = await freePort();
  const [loader = ''] = globSync(join(FOLDER, 'usr/lib/*/ld-linux*.so.*'));
  const program = ['--library-path', dirname(loader), join(FOLDER, 'usr/sbin/mysqld'), '--no-defaults'];
  const place = [
    `--basedir=${join(FOLDER, 'usr')}`,
    `--lc-messages-dir=${join(FOLDER, 'usr/share/mysql')}`,
    `--plugin-dir=${join(FOLDER, 'usr/lib/mysql/plugin')}`,
    `--datadir=${join(folder, 'data')}`,
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
  const listening = [
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--mysqlx=OFF',
    '--secure-file-priv=NULL',
  ];
  const lean = [
    '--skip-log-bin',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-flush-method=nosync',
    '--innodb-redo-log-capacity=64M',
    `--innodb-buffer-pool-size=${bufferPoolMegabytes}M`,
  ];
  const server = spawn(loader, [...program, ...place, ...listening, ...lean, ...options], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  return await runningServer(port, async () => {
    // Nothing of its data is needed any more, so it need not write it down.
    server.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  });
}
