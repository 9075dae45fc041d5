import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { incidentDatabase } from './support/incident-database.ts';
import { onEveryServer } from './support/on-every-server.ts';
import type { DatabaseServer } from './support/database-server.ts';

await onEveryServer((flavour) => {
  let server: DatabaseServer;

  beforeAll(async () => {
    server = await flavour.start();
  });
  afterAll(async () => {
    await server.stop();
  });

  test.each([
    { lacks: 'INDEX', user: 'builder', holds: 'SELECT, ALTER, CREATE, INSERT, UPDATE' },
    { lacks: 'ALTER', user: 'indexer', holds: 'SELECT, INDEX, CREATE, INSERT, UPDATE' },
  ])('refuses a user without $lacks before the first statement, naming the grants', async ({ lacks, user, holds }) => {
    const database = await incidentDatabase(server);
    await server.run([`CREATE USER ${user}@'%'`, `GRANT ${holds} ON ${database.name}.* TO ${user}@'%'`]);

    const denied = await database.start(['apply', '--yes', '--json'], { user }).ended;
    const status = await database.schema('status', '--json');

    expect(denied.exitCode).toBe(4);
    const { error } = JSON.parse(denied.stdout);
    expect(error).toMatchObject({ code: 'DATABASE_DENIED', cause: expect.stringContaining(`${lacks} command denied`) });
    expect(JSON.parse(status.stdout).elements.filter(({ state }: { state: string }) => state === 'missing')).toHaveLength(6);
    const grants = /Ask for: (.*)/.exec(error.hint)?.[1]?.split(/(?<=;) /) ?? [];
    await server.run(grants);
    expect((await database.start(['apply', '--yes'], { user }).ended).exitCode).toBe(0);
  });

  test('asks for what is still to be done only: no INDEX where the indexes are there', async () => {
    const database = await incidentDatabase(server, { without: ['replica_instances.termination_confirmed'] });
    await server.run([
      `CREATE USER column_adder@'%'`,
      `GRANT SELECT, CREATE, INSERT, UPDATE ON ${database.name}.* TO column_adder@'%'`,
      `GRANT ALTER ON ${database.name}.replica_instances TO column_adder@'%'`,
    ]);

    const applied = await database.start(['apply', '--yes'], { user: 'column_adder' }).ended;

    expect(applied.exitCode, applied.stderr).toBe(0);
  });

  test('asks without waiting for whoever holds the table', async () => {
    const database = await incidentDatabase(server);
    await server.run([`CREATE USER waiting@'%'`, `GRANT SELECT, ALTER, CREATE, INSERT, UPDATE ON ${database.name}.* TO waiting@'%'`]);
    const holder = await server.connect(database.name);
    onTestFinished(() => holder.end());
    await holder.query('BEGIN');
    await holder.query('SELECT COUNT(*) FROM instances');

    const denied = await database.start(['apply', '--yes'], { user: 'waiting' }).ended;

    expect(denied.exitCode).toBe(4);
    expect(denied.stderr).toContain('INDEX command denied');
    expect(denied.stderr).not.toContain('is held');
  });
});
