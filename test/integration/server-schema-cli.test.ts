import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { type CommandResult, runCommand } from '../support/run-command.ts';
import { backendTables, migration } from './support/backend-tables.ts';
import { onEveryServer } from './support/on-every-server.ts';
import type { DatabaseServer } from './support/database-server.ts';

const PASSWORD = 'S3CRET-p@ss';

await onEveryServer((flavour) => {
  let server: DatabaseServer;
  let databases = 0;

  beforeAll(async () => {
    server = await flavour.start();
    await server.run([
      `CREATE USER ops@'%' IDENTIFIED BY '${PASSWORD}'`,
      "GRANT SELECT, ALTER, INDEX, CREATE, INSERT, UPDATE ON *.* TO ops@'%'",
    ]);
  });
  afterAll(async () => {
    await server.stop();
  });

  /** A database with the schema of the incident, and the command as its operator would type it. */
  async function incident(): Promise<{ readonly name: string; readonly schema: (...args: readonly string[]) => Promise<CommandResult> }> {
    databases += 1;
    const name = `fleet_${databases}`;
    await server.run([`CREATE DATABASE ${name}`]);
    await server.run(backendTables({ without: migration }), name);
    const url = `mysql://ops:${encodeURIComponent(PASSWORD)}@127.0.0.1:${server.port}/${name}`;
    return { name, schema: (...args) => runCommand(['schema', ...args], { env: { SPOTCTL_DATABASE_URL: url } }) };
  }

  test('goes from an incomplete schema to a complete one, each step with its exit code', async () => {
    const { name, schema } = await incident();

    const before = await schema('status', '--json');
    const plan = await schema('plan', '--json');
    const unconfirmed = await schema('apply', '--json');
    const first = await schema('apply', '--confirm', name, '--json');
    const second = await schema('apply', '--yes', '--json');
    const after = await schema('status', '--json');

    expect([before, plan, unconfirmed, first, second, after].map(({ exitCode }) => exitCode)).toEqual([1, 0, 6, 0, 0, 0]);
    expect(JSON.parse(before.stdout)).toMatchObject({
      kind: 'SchemaStatus',
      state: 'incomplete',
      server: { flavour: flavour.flavour, database: name },
    });
    expect(JSON.parse(plan.stdout)).toMatchObject({ kind: 'SchemaPlan', conflicts: [] });
    expect(JSON.parse(unconfirmed.stdout)).toMatchObject({ kind: 'Error', error: { code: 'CONFIRMATION_MISSING', exitCode: 6 } });
    expect(JSON.parse(first.stdout)).toMatchObject({
      kind: 'SchemaApplied',
      verified: true,
      statements: Array.from({ length: 6 }, () => ({ outcome: 'applied' })),
    });
    expect(JSON.parse(second.stdout)).toMatchObject({ statements: [], verified: true });
    expect(JSON.parse(after.stdout)).toMatchObject({ state: 'complete', brokenEndpoints: [] });
  });

  test('changes nothing with --dry-run, nor where --confirm names another database', async () => {
    const { schema } = await incident();

    const dry = await schema('apply', '--dry-run', '--yes');
    const elsewhere = await schema('apply', '--confirm', 'another');
    const status = await schema('status');

    expect([dry, elsewhere, status].map(({ exitCode }) => exitCode)).toEqual([0, 6, 1]);
    expect(dry.stdout).toContain('ALGORITHM=INSTANT');
    expect(elsewhere.stderr).toContain('--confirm says another, but the plan comes to');
  });

  test('finds the database through the backend’s own .env', async () => {
    const { name } = await incident();
    const folder = mkdtempSync(join(tmpdir(), 'spotctl-env-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, '.env');
    writeFileSync(file, `DB_HOST=127.0.0.1\nDB_PORT=${server.port}\nDB_USER=ops\nDB_PASSWORD=${PASSWORD}\nDB_NAME=${name}\n`);

    const status = await runCommand(['schema', 'status', '--json', '--env-file', file]);

    expect(status.exitCode).toBe(1);
    expect(JSON.parse(status.stdout)).toMatchObject({ server: { database: name } });
  });

  test('never shows the password, not even with --debug', async () => {
    const { name, schema } = await incident();
    await server.run([`ALTER TABLE instances ADD COLUMN termination_confirmed INT`], name);

    const runs = [await schema('status', '--debug'), await schema('apply', '--yes', '--debug'), await schema('plan', '--debug', '--json')];
    const denied = await runCommand(['schema', 'status', '--debug'], {
      env: { SPOTCTL_DATABASE_URL: `mysql://nobody:${encodeURIComponent(PASSWORD)}@127.0.0.1:${server.port}/${name}` },
    });

    expect([...runs, denied].map(({ exitCode }) => exitCode)).toEqual([1, 6, 1, 4]);
    expect([...runs, denied].map(({ stdout, stderr }) => stdout + stderr).join()).not.toMatch(/S3CRET/);
  });
});
