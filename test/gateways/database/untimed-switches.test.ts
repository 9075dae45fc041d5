import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AGENT, CLIENT, inSqlite, openedSqlite, OTHER_CLIENT, sqliteFile, temporaryFolder, twoClients } from './sqlite-file.ts';

const SWITCHES = 'CREATE TABLE switches (id TEXT, client_id TEXT, agent_id TEXT, initiated_at TIMESTAMP, created_at TIMESTAMP)';

function booked(client: string, times: { readonly initiatedAt: string | null; readonly createdAt: string }): string {
  const initiated = times.initiatedAt === null ? 'NULL' : `'${times.initiatedAt}'`;
  return `INSERT INTO switches VALUES ('s', '${client}', '${AGENT}', ${initiated}, '${times.createdAt}')`;
}

test('counts a client’s switches of the time asked about that were booked without a beginning', async () => {
  const file = sqliteFile({
    after: [
      ...twoClients,
      SWITCHES,
      booked(CLIENT, { initiatedAt: null, createdAt: '2026-01-05 00:00:00' }),
      booked(CLIENT, { initiatedAt: null, createdAt: '2026-01-06 00:00:00' }),
      booked(CLIENT, { initiatedAt: null, createdAt: '2025-12-01 00:00:00' }),
      booked(CLIENT, { initiatedAt: '2026-01-07 00:00:00', createdAt: '2026-01-07 00:00:00' }),
      booked(OTHER_CLIENT, { initiatedAt: null, createdAt: '2026-01-08 00:00:00' }),
    ],
  });
  const database = await openedSqlite(file);

  const switches = await database.untimedSwitches({ clientId: CLIENT, since: '2026-01-01T00:00:00.000Z' });

  expect(switches).toEqual([{ agentId: AGENT, count: 2, newestAt: '2026-01-06T00:00:00Z' }]);
});

test('tells of none where there is no such table', async () => {
  const file = join(temporaryFolder(), 'empty.db');
  inSqlite(file, ['CREATE TABLE other (id TEXT)']);
  const database = await openedSqlite(file);

  expect(await database.untimedSwitches({ clientId: CLIENT, since: '2026-01-01T00:00:00.000Z' })).toEqual([]);
});
