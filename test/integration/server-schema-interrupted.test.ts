import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { incidentDatabase } from './support/incident-database.ts';
import { onEveryServer } from './support/on-every-server.ts';
import type { DatabaseServer } from './support/database-server.ts';
import { type OnStatement, startStatementProxy } from './support/statement-proxy.ts';

const STEPS = [1, 2, 3, 4, 5, 6];

await onEveryServer((flavour) => {
  let server: DatabaseServer;

  beforeAll(async () => {
    server = await flavour.start();
  });
  afterAll(async () => {
    await server.stop();
  });

  async function proxied(onStatement: OnStatement): Promise<number> {
    const proxy = await startStatementProxy(server.port, onStatement);
    onTestFinished(() => proxy.close());
    return proxy.port;
  }

  test.each(STEPS.flatMap((step) => [{ step, passes: 'hold' } as const, { step, passes: 'pass' } as const]))(
    'completes what kill -9 interrupted at statement $step ($passes), and does nothing twice',
    async ({ step, passes }) => {
      const database = await incidentDatabase(server);
      const sent: string[] = [];
      const port = await proxied((sql, cut) => {
        sent.push(sql);
        if (sent.length < step) return 'pass';
        killed.kill('SIGKILL');
        cut();
        return passes;
      });
      const killed = database.start(['apply', '--yes'], { port });
      expect((await killed.ended).exitCode).toBe(null);
      await untilFree(server, database.name);

      const again = await database.schema('apply', '--yes', '--json');

      expect([sent.length, again.exitCode], again.stderr).toEqual([step, 0]);
      const document = JSON.parse(again.stdout);
      expect(document).toMatchObject({ verified: true });
      expect(document.statements).toHaveLength(passes === 'hold' ? 7 - step : 6 - step);
      const rolledBack = await database.schema('rollback', '--dry-run', '--json');
      expect(JSON.parse(rolledBack.stdout)).toMatchObject({ kept: [], conflicts: [] });
      expect(JSON.parse(rolledBack.stdout).statements).toHaveLength(6);
    },
  );

  test('goes on with the same kept plan where kill -9 interrupted it', async () => {
    const database = await incidentDatabase(server);
    const folder = await mkdtemp(join(tmpdir(), 'spotctl-plan-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'plan.json');
    await database.schema('plan', '--out', file);
    let sent = 0;
    const port = await proxied((_sql, cut) => {
      sent += 1;
      if (sent < 3) return 'pass';
      killed.kill('SIGKILL');
      cut();
      return 'hold';
    });
    const killed = database.start(['apply', file, '--yes'], { port });
    expect((await killed.ended).exitCode).toBe(null);
    await untilFree(server, database.name);

    const again = await database.schema('apply', file, '--yes', '--json');

    expect(again.exitCode, again.stderr).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ verified: true });
    expect(JSON.parse(again.stdout).statements).toHaveLength(4);
  });

  test.each(STEPS)('goes on by itself where the connection breaks at statement %i and the server carries it out', async (step) => {
    const database = await incidentDatabase(server);
    let sent = 0;
    const port = await proxied((_sql, cut) => {
      sent += 1;
      if (sent === step) cut();
      return 'pass';
    });

    const run = await database.start(['apply', '--yes', '--json'], { port }).ended;

    expect(run.exitCode, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ verified: true, statements: STEPS.map(() => ({ outcome: 'applied' })) });
    expect(run.stderr).toContain('connecting again to look');
    expect(run.stderr).toContain('Connected again. The server is still at');
    expect(sent).toBe(6);
    expect(await database.record()).toEqual(STEPS.map(() => 'added'));
  });

  test('sends a statement again that the broken connection had swallowed', async () => {
    const database = await incidentDatabase(server);
    let sent = 0;
    const port = await proxied((_sql, cut) => {
      sent += 1;
      if (sent !== 5) return 'pass';
      cut();
      return 'hold';
    });

    const run = await database.start(['apply', '--yes', '--json'], { port }).ended;

    expect(run.exitCode, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ verified: true, statements: STEPS.map(() => ({ outcome: 'applied' })) });
    expect(sent).toBe(7);
  });

  test('completes what kill -9 interrupted while it waited for a lock, though the server may go on waiting and do it', async () => {
    const database = await incidentDatabase(server);
    const holder = await server.connect(database.name);
    await holder.query('BEGIN');
    await holder.query('SELECT COUNT(*) FROM instances');
    const killed = database.start(['apply', '--yes']);
    await expect.poll(() => isWaiting(server), { timeout: 10_000, interval: 20 }).toBe(true);
    killed.kill('SIGKILL');
    await killed.ended;
    await holder.query('COMMIT');
    await holder.end();
    await untilFree(server, database.name);
    const [states, table] = [await database.record(), await server.connect(database.name)];
    const [columns] = await table.query("SHOW COLUMNS FROM instances LIKE 'termination_attempted_at'");
    await table.end();

    const again = await database.schema('apply', '--yes', '--json');

    const wasDone = Array.isArray(columns) && columns.length === 1;
    expect(states).toEqual(['adding']);
    // MySQL does not look whether its client is still there; MariaDB does, in its own time.
    expect(wasDone || flavour.flavour === 'mariadb').toBe(true);
    expect(JSON.parse(again.stdout)).toMatchObject({ verified: true });
    expect(JSON.parse(again.stdout).statements).toHaveLength(wasDone ? 5 : 6);
    expect(await database.record()).toEqual(STEPS.map(() => 'added'));
  });

  test('names who holds a table, keeps a second run out, stops at Ctrl-C, and goes on later', async () => {
    const database = await incidentDatabase(server);
    const holder = await server.connect(database.name);
    onTestFinished(() => holder.end());
    await holder.query('BEGIN');
    await holder.query('SELECT COUNT(*) FROM instances');

    const first = database.start(['apply', '--yes']);
    await first.says('is held: thread');
    const second = await database.schema('apply', '--yes');
    first.kill('SIGINT');
    const interrupted = await first.ended;
    await holder.query('COMMIT');
    const later = await database.schema('apply', '--yes');

    expect(interrupted.stderr).toMatch(
      new RegExp(
        `instances is held: thread ${holder.threadId} \\(root@[^)]+\\), for \\d+ s, idle in an open transaction.* Try 1 of 3 gave up`,
      ),
    );
    expect(second.exitCode).toBe(6);
    expect(second.stderr).toMatch(/Another run changes the schema of incident_\d+: .*\(process \d+\), as root@.*connection \d+ of root@/);
    expect(interrupted.exitCode).toBe(130);
    expect(interrupted.stderr).toContain('Interrupted before statement 1 of 6. Nothing was changed before it.');
    expect(interrupted.stderr).toContain('Run `spotctl schema apply` again');
    expect(later.exitCode, later.stderr).toBe(0);
  });
});

async function isWaiting(server: DatabaseServer): Promise<boolean> {
  const connection = await server.connect();
  const [rows] = await connection.query("SELECT 1 FROM information_schema.PROCESSLIST WHERE STATE = 'Waiting for table metadata lock'");
  await connection.end();
  return Array.isArray(rows) && rows.length > 0;
}

/** A server ends what a killed client left in its own time; a run before that is refused, not wrong. */
async function untilFree(server: DatabaseServer, name: string): Promise<void> {
  const connection = await server.connect(name);
  const others = async (): Promise<unknown> => {
    const [rows] = await connection.query(
      'SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()',
    );
    return rows;
  };
  await expect.poll(others, { timeout: 10_000, interval: 100 }).toMatchObject([{ n: 0 }]);
  await connection.end();
}
