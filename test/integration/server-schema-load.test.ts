import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

import { fillInstances, instanceId } from '../../bench/schema/fill-instances.ts';
import { timeStatements } from '../../bench/schema/latencies.ts';
import { runCommand } from '../support/run-command.ts';
import { onEveryServer } from './support/on-every-server.ts';

const ROWS = 50_000;

await onEveryServer((flavour) => {
  test('changes a table and takes it back while a writer never rests, and no update is lost', async () => {
    const server = await flavour.start();
    onTestFinished(() => server.stop());
    await fillInstances(server, { name: 'fleet', rows: ROWS });
    const env = { SPOTCTL_DATABASE_URL: server.url('fleet') };
    const writer = await server.connect('fleet');
    const writing = timeStatements(writer, {
      sql: (round) =>
        `UPDATE instances SET installed_at = installed_at, spot_price = COALESCE(spot_price, 0) + 1 WHERE id = '${instanceId(1 + (round % 50))}'`,
      pauseMs: 0,
    });

    const runs = [
      await runCommand(['schema', 'apply', '--yes'], { env }),
      await runCommand(['schema', 'rollback', '--yes'], { env }),
      await runCommand(['schema', 'apply', '--yes'], { env }),
    ];
    const { count } = await writing.stop();
    const [rows] = await writer.query('SELECT CAST(SUM(spot_price) AS SIGNED) AS updates, COUNT(*) AS instances FROM instances');
    await writer.end();

    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(rows).toEqual([{ updates: count, instances: ROWS }]);
  });

  test('speaks to a server over TLS, checking its certificate where told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spotctl-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    await promisify(execFile)('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      certificate,
      ...subject,
    ]);
    const server = await flavour.start({ options: [`--ssl-cert=${certificate}`, `--ssl-key=${key}`] });
    onTestFinished(() => server.stop());
    await server.run(['SET GLOBAL require_secure_transport = ON']);
    const at = (host: string, parameters: string): Promise<unknown> =>
      runCommand(['schema', 'status', '--json'], {
        env: { SPOTCTL_DATABASE_URL: `mysql://root@${host}:${server.port}/mysql${parameters}` },
      }).then(({ stdout }) => JSON.parse(stdout).error?.code ?? 'SEEN');

    const plain = await at('localhost', '');
    const encrypted = await at('localhost', '?ssl-mode=REQUIRED');
    const trusted = await at('localhost', `?ssl-mode=VERIFY_IDENTITY&ssl-ca=${certificate}`);
    const unknown = await at('localhost', '?ssl-mode=VERIFY_IDENTITY');
    const address = await at('127.0.0.1', `?ssl-mode=VERIFY_IDENTITY&ssl-ca=${certificate}`);
    const anyName = await at('127.0.0.1', `?ssl-mode=VERIFY_CA&ssl-ca=${certificate}`);

    expect({ plain, encrypted, trusted, unknown, address, anyName }).toEqual({
      plain: 'DATABASE_DENIED',
      encrypted: 'SEEN',
      trusted: 'SEEN',
      unknown: 'DATABASE_UNREACHABLE',
      address: 'SETTINGS_INVALID',
      anyName: 'SEEN',
    });
  });
});
