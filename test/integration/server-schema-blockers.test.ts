import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { openFleetDatabase } from '../../src/gateways/database/open-fleet-database.ts';
import type { SchemaChange } from '../../src/ports/schema-changes.ts';
import type { DatabaseServer } from './support/database-server.ts';
import { incidentDatabase } from './support/incident-database.ts';
import { onEveryServer } from './support/on-every-server.ts';

const ADD = 'ALTER TABLE instances ADD COLUMN termination_confirmed BOOLEAN NULL DEFAULT 0, ALGORITHM=INSTANT';

const EXACTLY = {
  mariadb: { options: ['--plugin-load-add=metadata_lock_info'], backup: ['BACKUP STAGE START', 'BACKUP STAGE BLOCK_DDL'] },
  mysql: { options: [], backup: ['LOCK INSTANCE FOR BACKUP'] },
};

await onEveryServer(({ flavour, start }) => {
  let server: DatabaseServer;

  beforeAll(async () => {
    server = await start({ options: EXACTLY[flavour].options });
  });
  afterAll(async () => {
    await server.stop();
  });

  async function began(name: string, user?: string): Promise<SchemaChange> {
    const database = await openFleetDatabase({ url: server.url(name, user), envFile: null, timeoutMs: 5_000 });
    const change = await database.changes().begin([]);
    onTestFinished(async () => {
      await change.end();
      await database.close();
    });
    return change;
  }

  /** Another session, which runs these and stays. */
  async function session(name: string, statements: readonly string[]): Promise<number> {
    const connection = await server.connect(name);
    onTestFinished(() => connection.end());
    for (const statement of statements) await connection.query(statement);
    return connection.threadId ?? 0;
  }

  test('names the session that holds the table and how old its transaction is, and no other that is open', async () => {
    const { name } = await incidentDatabase(server);
    const change = await began(name);
    await session(name, ['BEGIN', 'SELECT COUNT(*) FROM agents']);
    const holder = await session(name, ['BEGIN', 'SELECT COUNT(*) FROM instances']);

    await expect(change.run(ADD)).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
    await session(name, ['BEGIN', 'SELECT COUNT(*) FROM instances']);
    const { sessions, unseen } = await change.blockersOf('instances');

    expect(unseen).toBeNull();
    expect(sessions).toMatchObject([{ thread: holder, user: 'root', statement: null }]);
    expect(sessions[0]?.ageSeconds).toBeGreaterThanOrEqual(3);
  });

  test('names the backup that lets no table be changed', async () => {
    const { name } = await incidentDatabase(server);
    const change = await began(name);
    const backup = await session(name, EXACTLY[flavour].backup);

    await expect(change.run(ADD)).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
    const { sessions, unseen } = await change.blockersOf('instances');

    expect({ sessions, unseen }).toMatchObject({ sessions: [{ thread: backup }], unseen: null });
  });

  test('names nobody where the one that held the table is gone', async () => {
    const { name } = await incidentDatabase(server);
    const change = await began(name);
    await session(name, ['BEGIN', 'SELECT COUNT(*) FROM agents']);

    expect(await change.blockersOf('instances')).toEqual({ sessions: [], unseen: null });
  });
});
