import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { serveBackend } from '../../src/backend/serve-backend.ts';
import { openStoreAt } from '../../src/backend/store/open-store.ts';
import { prepareStore } from '../../src/backend/store/prepare-store.ts';
import { parseDatabaseUrl } from '../../src/gateways/database/parse-database-url.ts';
import { startEc2Emulator } from '../../src/sandbox/ec2-emulator/start-ec2-emulator.ts';
import { makeWorld } from '../../src/sandbox/worlds/make-world.ts';
import { blocksOf } from '../support/documentation.ts';
import { repositoryRoot, runCommand } from '../support/run-command.ts';
import type { DatabaseServer } from './support/database-server.ts';
import { onEveryServer } from './support/on-every-server.ts';

const REPORT = z.object({ findings: z.array(z.object({ code: z.string(), subject: z.object({ id: z.string() }) })) });
const reader = { host: '127.0.0.1', user: 'spotctl', password: 'a long secret' };

/** What docs/getting-started.md asks for, in this database. */
async function grantsOfTheGuide(database: string): Promise<readonly string[]> {
  const path = 'docs/getting-started.md';
  const text = await readFile(join(repositoryRoot, path), 'utf8');
  const [grants = ''] = blocksOf({ path, text }, 'sql');
  return grants
    .replaceAll('spot_optimizer', database)
    .split('\n')
    .filter((statement) => statement !== '');
}

const LENIENT = "SET GLOBAL sql_mode = 'NO_ENGINE_SUBSTITUTION'";

await onEveryServer(({ flavour, start }) => {
  let server: DatabaseServer;
  let databases = 0;

  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => {
    await server.stop();
  });

  /** The healthy world with its book on this server, after these statements; answers with the findings. */
  async function foundAfter(statements: readonly string[], user = 'root'): Promise<readonly string[]> {
    databases += 1;
    const database = `doctor_${databases}`;
    await server.run([`CREATE DATABASE ${database}`, "SET GLOBAL time_zone = '+00:00'", LENIENT]);
    const url = server.url(database);
    const backend = await startBackend(url);
    await server.run(statements, database);
    const { exitCode, stdout } = await runCommand(['doctor', '-o', 'json'], {
      env: { ...backend, SPOTCTL_DATABASE_URL: server.url(database, user) },
    });
    const { findings } = REPORT.parse(JSON.parse(stdout));
    expect(exitCode).toBe(findings.length === 0 ? 0 : 1);
    return [...new Set(findings.map(({ code }) => code))];
  }

  async function startBackend(url: string): Promise<Readonly<Record<string, string>>> {
    const world = makeWorld('healthy', { now: new Date(), size: 0 });
    const store = await openStoreAt(parseDatabaseUrl(url));
    await prepareStore(store, { adopts: false });
    await store.transaction().execute(async (transaction) => {
      for (const row of world.rows()) await row.insert(transaction);
    });
    const backend = await serveBackend({ store, onDefect: () => undefined });
    onTestFinished(() => backend.close());
    const cloud = await startEc2Emulator({ world: world.cloud, shuttingDownSeconds: 0 });
    onTestFinished(() => cloud.close());
    return {
      SPOTCTL_BACKEND_URL: backend.url,
      SPOTCTL_TOKEN: world.clientToken,
      AWS_ENDPOINT_URL: cloud.url,
      AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000000',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      AWS_REGION: 'ap-south-1',
    };
  }

  test('finds nothing in a healthy fleet', async () => {
    expect(await foundAfter([])).toEqual([]);
  });

  test('finds as much with the grants of the guide, which show nobody’s token', async () => {
    const grants = await grantsOfTheGuide(`doctor_${databases + 1}`);

    const found = await foundAfter(grants, 'spotctl:a%20long%20secret');

    const connection = await createConnection({ ...reader, port: server.port, database: `doctor_${databases}` });
    onTestFinished(() => connection.end());
    expect(found).toEqual([]);
    await expect(connection.query('SELECT client_token FROM clients')).rejects.toMatchObject({ errno: 1142 });
  });

  test('finds that collations differ (SC105), and the calls that fail by it with error 1267', async () => {
    const found = await foundAfter([
      'SET foreign_key_checks = 0',
      'ALTER TABLE replica_instances CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci',
    ]);

    expect(found).toEqual(['SC105', 'EP203', 'EP209']);
  });

  test('finds that the database does not keep UTC (SC107), and nothing else', async () => {
    expect(await foundAfter(["SET GLOBAL time_zone = '+05:30'"])).toEqual(['SC107']);
  });

  test('finds a flag that is neither 0 nor 1 (FL424), and switches without their times (FL428)', async () => {
    const found = await foundAfter([
      "UPDATE instances SET is_primary = 2 WHERE id = 'i-0a1b2c3d4e5f60718'",
      "INSERT INTO switches (id, client_id, agent_id) SELECT 's', client_id, id FROM agents WHERE logical_agent_id = 'web-02'",
    ]);

    expect(found).toEqual(['FL424', 'FL428']);
  });

  test('finds that the server refuses the times of the agents (SC108), which MariaDB alone does', async () => {
    const found = await foundAfter(["SET GLOBAL sql_mode = 'STRICT_TRANS_TABLES'"]);

    expect(found).toEqual(flavour === 'mariadb' ? ['SC108'] : []);
  });
});
