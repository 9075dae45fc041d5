import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { openFleetDatabase } from '../../src/gateways/database/open-fleet-database.ts';
import { requireServer } from '../support/require-server.ts';
import { type CommandResult, runCommand } from '../support/run-command.ts';
import { openTerminal } from '../support/terminal.ts';
import { backendTables, migration } from './support/backend-tables.ts';
import { galera, type GaleraCluster, startGalera } from './support/galera-cluster.ts';

await requireServer(galera, () => {
  let cluster: GaleraCluster;
  let databases = 0;

  beforeAll(async () => {
    cluster = await startGalera();
  });
  afterAll(async () => {
    await cluster.stop();
  });

  async function incident(): Promise<{
    url: (node: number) => string;
    schema: (node: number, ...args: string[]) => Promise<CommandResult>;
  }> {
    databases += 1;
    const name = `fleet_${databases}`;
    const connection = await cluster.connect(0);
    for (const sql of [`CREATE DATABASE ${name}`, `USE ${name}`, ...backendTables({ without: migration })]) await connection.query(sql);
    await connection.end();
    const url = (node: number): string => `mysql://root@127.0.0.1:${cluster.ports[node]}/${name}`;
    return { url, schema: (node, ...args) => runCommand(['schema', ...args], { env: { SPOTCTL_DATABASE_URL: url(node) } }) };
  }

  test('asks before an index stops every writer of the cluster, and says what a statement costs there', async () => {
    const { schema } = await incident();

    const plan = await schema(0, 'plan');
    const refused = await schema(0, 'apply', '--yes', '--json');
    const allowed = await schema(0, 'apply', '--yes', '--allow-galera-freeze', '--json');

    expect([plan, refused, allowed].map(({ exitCode }) => exitCode)).toEqual([0, 6, 0]);
    expect(plan.stdout).toContain(
      '-- on Galera no write to any table of the cluster goes on until it is done; needs --allow-galera-freeze',
    );
    expect(plan.stdout).toContain('-- on Galera, open transactions on the table end with error 1213');
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'CLUSTER_FREEZE' } });
    expect(JSON.parse(allowed.stdout)).toMatchObject({ verified: true, server: { isGalera: true } });
  });

  test('keeps a second run out on another node, where the server’s own lock is not known', async () => {
    const { url, schema } = await incident();
    const database = await openFleetDatabase({ url: url(0), envFile: null, timeoutMs: 5_000 });
    onTestFinished(() => database.close());

    const change = await database.changes().begin([]);
    const refused = await schema(1, 'apply', '--yes', '--allow-galera-freeze', '--json');
    await change.end();
    const later = await schema(1, 'apply', '--yes', '--allow-galera-freeze', '--json');
    const back = await schema(0, 'rollback', '--yes', '--json');

    expect([refused, later, back].map(({ exitCode }) => exitCode)).toEqual([6, 0, 0]);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      error: { code: 'SCHEMA_CHANGE_RUNNING', message: expect.stringMatching(/\(process \d+\), as root@.*, last active .* on node n1/) },
    });
    expect(JSON.parse(back.stdout).statements).toHaveLength(6);
  });

  test('asks on a terminal for the word freeze, and changes nothing without it', async () => {
    const { url } = await incident();
    const terminal = await openTerminal(['schema', 'apply'], { env: { SPOTCTL_DATABASE_URL: url(0) }, columns: 80 });
    onTestFinished(() => terminal.close());

    const question = await terminal.waitFor('Type freeze to go on:');
    await terminal.press('yes', 'Enter');
    const ended = await terminal.exitCode();

    expect(question).toContain('No write of the whole cluster goes on while');
    expect(await terminal.screen()).toContain('"yes" is not freeze. Nothing was done.');
    expect(ended).toBe(6);
  });

  test('asks for the name of the database too, once the word freeze was typed', async () => {
    const { url } = await incident();
    const terminal = await openTerminal(['schema', 'apply'], { env: { SPOTCTL_DATABASE_URL: url(0) }, columns: 80 });
    onTestFinished(() => terminal.close());

    await terminal.waitFor('Type freeze to go on:');
    await terminal.press('freeze', 'Enter');
    await terminal.waitFor(/Type fleet_\d+ to go on:/);
    await terminal.press(url(0).split('/').at(-1) ?? '', 'Enter');

    expect(await terminal.exitCode(30)).toBe(0);
    expect(await terminal.screen()).toContain('6/6 added replica_instances.idx_replicas_termination');
  });
});
