import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { migration } from './support/backend-tables.ts';
import { incidentDatabase } from './support/incident-database.ts';
import { onEveryServer } from './support/on-every-server.ts';
import type { DatabaseServer } from './support/database-server.ts';

const SIX = [1, 2, 3, 4, 5, 6];

await onEveryServer((flavour) => {
  let server: DatabaseServer;

  beforeAll(async () => {
    server = await flavour.start();
  });
  afterAll(async () => {
    await server.stop();
  });

  function planFile(): string {
    const folder = mkdtempSync(join(tmpdir(), 'spotctl-plan-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return join(folder, 'plan.json');
  }

  test('keeps a plan for its owner alone, never over a file that is there, and carries out exactly that', async () => {
    const database = await incidentDatabase(server);
    const file = planFile();

    const kept = await database.schema('plan', '--out', file);
    const again = await database.schema('plan', '--out', file, '--json');
    const replaced = await database.schema('plan', '--out', file, '--force');
    const applied = await database.schema('apply', file, '--yes', '--json');
    const after = await database.schema('apply', file, '--yes', '--json');

    expect([kept, again, replaced, applied, after].map(({ exitCode }) => exitCode)).toEqual([0, 1, 0, 0, 0]);
    expect(kept.stdout).toContain(`Next: spotctl schema apply ${file}`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: 'PLAN_NOT_KEPT' } });
    const plan = JSON.parse(readFileSync(file, 'utf8'));
    expect(plan).toMatchObject({ kind: 'SchemaPlan', server: { database: database.name, identity: expect.any(String) }, mayCopy: false });
    expect(JSON.parse(applied.stdout).statements.map(({ sql }: { sql: string }) => sql)).toEqual(
      plan.statements.map(({ sql }: { sql: string }) => sql),
    );
    expect(JSON.parse(after.stdout)).toMatchObject({ statements: [], verified: true });
  });

  test.each([
    { change: 'a column was added', sql: 'ALTER TABLE agents ADD COLUMN note TEXT', why: 'changed since the plan was made' },
    {
      change: 'part of it was done by hand',
      sql: 'ALTER TABLE instances ADD COLUMN termination_attempted_at TIMESTAMP NULL DEFAULT NULL',
      why: 'is there now, and not by this plan',
    },
  ])('refuses a kept plan where $change since, and changes nothing', async ({ sql, why }) => {
    const database = await incidentDatabase(server);
    const file = planFile();
    await database.schema('plan', '--out', file);
    await server.run([sql], database.name);

    const refused = await database.schema('apply', file, '--yes', '--json');

    expect(refused.exitCode).toBe(6);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'PLAN_STALE', message: expect.stringContaining(why) } });
  });

  test('refuses a kept plan on another database, one whose SQL was edited, and a file that is no plan', async () => {
    const [database, other] = [await incidentDatabase(server), await incidentDatabase(server)];
    const [file, edited, none] = [planFile(), planFile(), planFile()];
    await database.schema('plan', '--out', file);
    writeFileSync(edited, readFileSync(file, 'utf8').replace('termination_attempted_at TIMESTAMP', 'termination_attempted_at DATETIME'));
    writeFileSync(none, '{}');

    const runs = [
      await other.schema('apply', file, '--yes', '--json'),
      await database.schema('apply', edited, '--yes', '--json'),
      await database.schema('apply', none, '--yes', '--json'),
    ];

    expect(runs.map(({ exitCode }) => exitCode)).toEqual([6, 6, 2]);
    expect(runs.map(({ stdout }) => JSON.parse(stdout).error.code)).toEqual(['PLAN_STALE', 'PLAN_STALE', 'PLAN_UNREADABLE']);
  });

  test('takes back only what it added, and leaves what was there before', async () => {
    const mine = 'instances.idx_instances_zombie_termination';
    const database = await incidentDatabase(server, {
      without: migration.filter((element) => !element.startsWith('replica') || element.includes('idx')),
    });
    await database.schema('apply', '--yes');

    const shown = await database.schema('rollback', '--dry-run');
    const unconfirmed = await database.schema('rollback');
    const other = await database.schema('rollback', '--confirm', 'another');
    const done = await database.schema('rollback', '--confirm', database.name, '--json');
    const again = await database.schema('rollback', '--yes');
    const status = await database.schema('status', '--json');

    expect([shown, unconfirmed, other, done, again, status].map(({ exitCode }) => exitCode)).toEqual([0, 6, 6, 0, 0, 1]);
    expect(shown.stdout).toMatch(/ALTER TABLE instances DROP INDEX idx_instances_zombie_termination.*\n.*\nALTER TABLE/);
    expect(shown.stdout).toMatch(/; added \d{4}-\d\d-\d\dT\S+Z by .*@.* \(process \d+\), as root@/);
    expect(shown.stdout).toContain(
      'Stays, since spotctl did not add it: replica_instances.termination_attempted_at, replica_instances.termination_confirmed.',
    );
    expect(JSON.parse(done.stdout)).toMatchObject({
      kind: 'SchemaRolledBack',
      verified: true,
      statements: [1, 2, 3, 4].map(() => ({ outcome: 'dropped' })),
    });
    expect(again.stdout).toContain('Nothing that spotctl recorded as added is there.');
    const missing = JSON.parse(status.stdout).elements.filter(({ state }: { state: string }) => state === 'missing');
    expect(missing.map(({ table, name }: { table: string; name: string }) => `${table}.${name}`)).toContain(mine);
    expect(missing).toHaveLength(4);
  });

  test.each([
    { change: 'altered', sql: 'ALTER TABLE instances MODIFY termination_confirmed INT NULL', why: 'changed since spotctl added it' },
    { change: 'indexed', sql: 'CREATE INDEX by_hand ON instances (termination_confirmed)', why: 'the index by_hand uses it' },
  ])('does not drop a column that was $change since', async ({ sql, why }) => {
    const database = await incidentDatabase(server);
    await database.schema('apply', '--yes');
    await server.run([sql], database.name);

    const refused = await database.schema('rollback', '--yes', '--json');

    expect(refused.exitCode).toBe(6);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'SCHEMA_CONFLICT', message: expect.stringContaining(why) } });
    expect(await database.record()).toEqual(SIX.map(() => 'added'));
  });

  test('stops where the server would have to rewrite the table, and does it where that is allowed', async () => {
    const database = await incidentDatabase(server, {
      after: ['ALTER TABLE instances ROW_FORMAT=COMPRESSED', 'ALTER TABLE replica_instances ADD FULLTEXT INDEX words (error_message)'],
    });

    const refused = await database.schema('apply', '--yes', '--json');
    const plan = await database.schema('plan', '--allow-copy');
    const allowed = await database.schema('apply', '--yes', '--allow-copy', '--json');

    expect(
      [refused, plan, allowed].map(({ exitCode }) => exitCode),
      allowed.stderr,
    ).toEqual([6, 0, 0]);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      error: { code: 'SCHEMA_REWRITE_NEEDED', hint: expect.stringContaining('--allow-copy') },
    });
    expect(plan.stdout).toContain('if the server refuses that, at the price of a rewritten table: ALTER TABLE instances ADD COLUMN');
    expect(JSON.parse(allowed.stdout)).toMatchObject({ verified: true });
    expect(allowed.stderr).toContain('The server refused the cheap way. As allowed, now: ALTER TABLE instances');
    expect(allowed.stderr).toContain('ALGORITHM=INPLACE, LOCK=NONE');
    expect(allowed.stderr).toContain('ALGORITHM=COPY');
  });

  test('says what it could not see of the sessions in the way without PROCESS', async () => {
    const database = await incidentDatabase(server);
    await server.run([`CREATE USER plain@'%'`, `GRANT ALL ON ${database.name}.* TO plain@'%'`]);
    const holder = await server.connect(database.name);
    onTestFinished(() => holder.end());
    await holder.query('BEGIN');
    await holder.query('SELECT COUNT(*) FROM instances');

    const run = database.start(['apply', '--yes'], { user: 'plain' });
    await run.says('instances is held');
    run.kill('SIGINT');

    expect((await run.ended).stderr).toContain(
      "without PROCESS only sessions of the same user can be seen: GRANT PROCESS ON *.* TO 'plain'@'%';",
    );
  });
});
