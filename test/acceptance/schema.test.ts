import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';

import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { requireServer } from '../support/require-server.ts';
import { type CommandResult, runCommand } from '../support/run-command.ts';
import { hasTerminal, openTerminal } from '../support/terminal.ts';

type Environment = Readonly<Record<string, string>>;

/** The incident on loopback, and what a program in it finds in its environment. */
async function incident(): Promise<{ readonly sandbox: Sandbox; readonly env: Environment }> {
  const sandbox = await startSandbox({ world: 'incident', size: 0, shuttingDownSeconds: 0, onDefect: () => undefined });
  onTestFinished(() => sandbox.close());
  const env = Object.entries(sandbox.environment).filter((entry): entry is [string, string] => entry[1] !== null);
  return { sandbox, env: Object.fromEntries(env) };
}

function without(env: Environment, name: string): Environment {
  return Object.fromEntries(Object.entries(env).filter(([variable]) => variable !== name));
}

/** What is the same in every run: no paths, versions or ids. */
function steady({ stdout }: CommandResult, sandbox: Sandbox): string {
  return stdout
    .replaceAll(sandbox.folder, 'FOLDER')
    .replaceAll(/SQLite [\d.]+/g, 'SQLite VERSION')
    .replaceAll(/agents\/[0-9a-f-]{36}/g, 'agents/AGENT');
}

test('shows in the incident what is missing, expected beside actual, and what fails because of it', async () => {
  const { sandbox, env } = await incident();

  const status = await runCommand(['schema', 'status'], { env });

  expect(status.exitCode).toBe(1);
  expect(steady(status, sandbox)).toMatchInlineSnapshot(`
    "FOLDER/backend.sqlite (SQLite VERSION)

    STATE    KIND    ELEMENT                                     EXPECTED                                           ACTUAL
    missing  column  instances.termination_attempted_at          timestamp null                                     -
    missing  column  instances.termination_confirmed             boolean null default 0                             -
    missing  index   instances.idx_instances_zombie_termination  instance_status, termination_attempted_at, region  -
    missing  column  replica_instances.termination_attempted_at  timestamp null                                     -
    missing  column  replica_instances.termination_confirmed     boolean null default 0                             -
    missing  index   replica_instances.idx_replicas_termination  status, termination_attempted_at, agent_id         -

    33 more elements that the termination flow needs are as they must be.
    ✗ 6 of 39 elements are missing or differ.
      Fails because of instances.termination_attempted_at, replica_instances.termination_attempted_at: instances-to-terminate, termination-report (success), termination-report (failure)
      Fails because of instances.termination_confirmed, replica_instances.termination_confirmed: termination-report (success)
      Next: spotctl schema plan
    What spotctl’s own backend keeps beside them is there too.
    "
  `);
});

test('tells scripts the same as a document', async () => {
  const { env } = await incident();

  const status = await runCommand(['schema', 'status', '--json'], { env });

  const document: unknown = JSON.parse(status.stdout);
  expect(status.exitCode).toBe(1);
  expect(document).toMatchObject({
    apiVersion: 'spotctl/v1',
    kind: 'SchemaStatus',
    state: 'incomplete',
    source: 'database',
    server: { flavour: 'sqlite', address: null },
    brokenEndpoints: ['instances-to-terminate', 'termination-report (success)', 'termination-report (failure)'],
  });
  expect(document).toHaveProperty('elements.length', 39);
});

test('asks the backend where no database is configured', async () => {
  const { env } = await incident();

  const status = await runCommand(['schema', 'status', '--json'], { env: without(env, 'SPOTCTL_DATABASE_URL') });

  expect(status.exitCode).toBe(1);
  expect(JSON.parse(status.stdout)).toMatchObject({ state: 'incomplete', source: 'backend', server: null });
});

test('says that the schema is unknown where the backend has no endpoint that tells it', async () => {
  const server = createServer((_request, response) =>
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error": "Not found"}'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const env = { SPOTCTL_BACKEND_URL: `http://127.0.0.1:${port}`, SPOTCTL_TOKEN: 'token' };

  const text = await runCommand(['schema', 'status'], { env });
  const document = await runCommand(['schema', 'status', '--json'], { env });

  expect([text.exitCode, document.exitCode]).toEqual([3, 3]);
  expect(text.stdout).toMatch(/^\? The schema is unknown\. No database is configured/);
  expect(JSON.parse(document.stdout)).toMatchObject({ state: 'unknown', elements: [], why: expect.stringContaining('no endpoint') });
});

test('plans the exact SQL and its rollback, and changes nothing', async () => {
  const { sandbox, env } = await incident();

  const plan = await runCommand(['schema', 'plan'], { env });
  const status = await runCommand(['schema', 'status'], { env });

  expect([plan.exitCode, status.exitCode]).toEqual([0, 1]);
  expect(steady(plan, sandbox)).toMatchInlineSnapshot(`
    "FOLDER/backend.sqlite (SQLite VERSION)

    To complete the schema
    -- instances-to-terminate, termination-report (success), termination-report (failure) fail without it
    ALTER TABLE instances ADD COLUMN termination_attempted_at TIMESTAMP;
    -- termination-report (success) fails without it
    ALTER TABLE instances ADD COLUMN termination_confirmed BOOLEAN DEFAULT 0;
    -- instances-to-terminate, termination-report (success), termination-report (failure) fail without it
    ALTER TABLE replica_instances ADD COLUMN termination_attempted_at TIMESTAMP;
    -- termination-report (success) fails without it
    ALTER TABLE replica_instances ADD COLUMN termination_confirmed BOOLEAN DEFAULT 0;
    -- finds what waits for termination without reading the whole table
    CREATE INDEX idx_instances_zombie_termination ON instances (instance_status, termination_attempted_at, region);
    -- finds what waits for termination without reading the whole table
    CREATE INDEX idx_replicas_termination ON replica_instances (status, termination_attempted_at, agent_id);

    To write down what spotctl adds
    CREATE TABLE IF NOT EXISTS spotctl_schema_changes (element VARCHAR(191) NOT NULL PRIMARY KEY, state VARCHAR(16) NOT NULL, statement TEXT NOT NULL, plan_id VARCHAR(64) NULL, actor VARCHAR(255) NOT NULL, changed_at VARCHAR(32) NOT NULL);

    To take it back
    -- drops the index; no data is lost
    DROP INDEX idx_replicas_termination;
    -- drops the index; no data is lost
    DROP INDEX idx_instances_zombie_termination;
    -- drops the column and what was recorded in it
    ALTER TABLE replica_instances DROP COLUMN termination_confirmed;
    -- drops the column and what was recorded in it
    ALTER TABLE replica_instances DROP COLUMN termination_attempted_at;
    -- drops the column and what was recorded in it
    ALTER TABLE instances DROP COLUMN termination_confirmed;
    -- drops the column and what was recorded in it
    ALTER TABLE instances DROP COLUMN termination_attempted_at;

    Next: spotctl schema apply
    "
  `);
});

test('refuses to apply without a terminal and without --yes, and does nothing', async () => {
  const { env } = await incident();

  const apply = await runCommand(['schema', 'apply'], { env });
  const dry = await runCommand(['schema', 'apply', '--dry-run', '--yes', '--json'], { env });
  const status = await runCommand(['schema', 'status'], { env });

  expect([apply.exitCode, dry.exitCode, status.exitCode]).toEqual([6, 0, 1]);
  expect(apply.stdout).toBe('');
  expect(apply.stderr).toContain('6 statements will change');
  expect(JSON.parse(dry.stdout)).toMatchObject({ kind: 'SchemaPlan' });
});

test('completes the schema, and sees the endpoint answer again that failed', async () => {
  const { sandbox, env } = await incident();

  const apply = await runCommand(['schema', 'apply', '--yes'], { env });
  const again = await runCommand(['schema', 'apply', '--yes', '--json'], { env });
  const status = await runCommand(['schema', 'status'], { env });

  expect([apply.exitCode, again.exitCode, status.exitCode]).toEqual([0, 0, 0]);
  expect(steady(apply, sandbox)).toMatchInlineSnapshot(`
    "✓ FOLDER/backend.sqlite (SQLite VERSION) has all that the migration adds, as read again from it.
    ✓ GET /api/agents/AGENT/instances-to-terminate answers 200: the backend needs no restart.
    "
  `);
  expect(JSON.parse(again.stdout)).toMatchObject({
    kind: 'SchemaApplied',
    statements: [],
    verified: true,
    endpoint: { outcome: 'ok', status: 200 },
  });
});

test('does not drop columns that the backend works with, unless told', async () => {
  const { env } = await incident();
  await runCommand(['schema', 'apply', '--yes'], { env });

  const dry = await runCommand(['schema', 'rollback', '--dry-run'], { env });
  const refused = await runCommand(['schema', 'rollback', '--yes', '--json'], { env });
  const told = await runCommand(['schema', 'rollback', '--yes', '--even-if-in-use'], { env });
  const status = await runCommand(['schema', 'status'], { env });

  expect([dry, refused, told, status].map(({ exitCode }) => exitCode)).toEqual([0, 6, 0, 1]);
  expect(dry.stdout).toMatch(/✓ GET \/api\/agents\/\S+\/instances-to-terminate answers 200/);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    error: {
      code: 'SCHEMA_IN_USE',
      message: expect.stringContaining('nothing was dropped'),
      hint: expect.stringContaining('--even-if-in-use'),
    },
  });
  expect(told.stdout).toMatch(/^✓ .* holds none of it any more, as read again from it\.\n$/);
});

test('says that it could not see the endpoint where the backend cannot be reached, and drops nothing then', async () => {
  const { env } = await incident();
  const down = { ...env, SPOTCTL_BACKEND_URL: 'http://127.0.0.1:1' };

  const apply = await runCommand(['schema', 'apply', '--yes'], { env: down });
  const refused = await runCommand(['schema', 'rollback', '--yes', '--json'], { env: down });
  const told = await runCommand(['schema', 'rollback', '--yes', '--even-if-in-use'], { env: down });

  expect([apply, refused, told].map(({ exitCode }) => exitCode)).toEqual([3, 6, 0]);
  expect(apply.stdout).toContain('has all that the migration adds');
  expect(apply.stdout).toContain('- Whether the backend works now could not be seen: ');
  expect(JSON.parse(refused.stdout)).toMatchObject({
    error: {
      code: 'SCHEMA_USE_UNKNOWN',
      message: expect.stringContaining('nothing was dropped'),
      hint: expect.stringContaining('--even-if-in-use'),
    },
  });
});

test('says that no database is configured where a change is asked for', async () => {
  const { env } = await incident();

  const plan = await runCommand(['schema', 'plan', '--json'], { env: without(env, 'SPOTCTL_DATABASE_URL') });

  expect(plan.exitCode).toBe(2);
  expect(JSON.parse(plan.stdout)).toMatchObject({
    kind: 'Error',
    error: { code: 'SETTINGS_MISSING', message: 'No database is configured.' },
  });
});

await requireServer({ name: 'tmux', isAvailable: hasTerminal }, () => {
  test('asks on a terminal for the name of the database, and takes no other for it', async () => {
    const { env } = await incident();
    const terminal = await openTerminal(['schema', 'apply'], { env });
    onTestFinished(() => terminal.close());

    await terminal.waitFor('Type backend.sqlite to go on');
    await terminal.press('yes', 'Enter');

    expect(await terminal.exitCode()).toBe(6);
    expect(await terminal.screen()).toContain('"yes" is not backend.sqlite. Nothing was done.');
  });

  test('goes on when the name is typed', async () => {
    const { env } = await incident();
    const terminal = await openTerminal(['schema', 'apply'], { env });
    onTestFinished(() => terminal.close());

    await terminal.waitFor('Type backend.sqlite to go on');
    await terminal.press('backend.sqlite', 'Enter');

    expect(await terminal.exitCode()).toBe(0);
    expect(await terminal.screen()).toContain('6/6 added replica_instances.idx_replicas_termination');
  });
});
