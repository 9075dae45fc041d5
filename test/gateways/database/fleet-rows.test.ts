import { expect, test } from 'vitest';

import { AGENT, CLIENT, openedSqlite, OTHER_CLIENT, sqliteFile, twoClients } from './sqlite-file.ts';

test('tells the exact facts of one client’s fleet, and the ids of everyone else’s instances', async () => {
  const database = await openedSqlite(sqliteFile({ after: twoClients }));

  const fleet = await database.fleet(CLIENT);

  expect(fleet).toEqual({
    agents: [
      {
        id: AGENT,
        logicalAgentId: 'web',
        clientId: CLIENT,
        status: 'online',
        isEnabled: true,
        instanceId: 'i-00000000000000001',
        instanceType: 'm5.large',
        region: 'ap-south-1',
        az: 'ap-south-1a',
        mode: 'spot',
        lastHeartbeatAt: '2026-01-02T03:04:05Z',
        autoTerminateEnabled: true,
        autoSwitchEnabled: true,
        terminateWaitSeconds: 90,
        version: '4.0',
      },
    ],
    instances: [
      {
        id: 'i-00000000000000001',
        clientId: CLIENT,
        agentId: AGENT,
        status: 'running_primary',
        isPrimary: true,
        isActive: true,
        instanceType: 'm5.large',
        region: 'ap-south-1',
        az: 'ap-south-1a',
        imageId: 'ami-1',
        mode: 'spot',
        poolId: 'pool-1',
        spotPriceUsdPerHour: 0.0315,
        onDemandPriceUsdPerHour: null,
        installedAt: '2026-01-01T00:00:00Z',
        lastSwitchAt: null,
        updatedAt: '2026-01-02T00:00:00Z',
        zombieSince: null,
        terminatedAt: null,
        terminationAttemptedAt: null,
        terminationConfirmed: false,
      },
    ],
    replicas: [
      {
        id: 'r-1',
        agentId: AGENT,
        instanceId: 'i-00000000000000003',
        status: 'ready',
        isActive: true,
        region: 'ap-south-1',
        terminatedAt: null,
        terminationAttemptedAt: null,
        terminationConfirmed: false,
      },
    ],
    foreignInstanceIds: new Set(['i-00000000000000002']),
  });
});

test('reads around the columns the incident lacked, and calls what they would say unknown', async () => {
  const database = await openedSqlite(sqliteFile({ isMigrated: false, after: twoClients }));

  const { instances, replicas } = await database.fleet(CLIENT);

  expect(instances[0]).toMatchObject({ id: 'i-00000000000000001', terminationAttemptedAt: null, terminationConfirmed: null });
  expect(replicas[0]).toMatchObject({ id: 'r-1', terminationAttemptedAt: null, terminationConfirmed: null });
});

test('tells since when a zombie is one where the database records it', async () => {
  const recording = [
    'ALTER TABLE instances ADD COLUMN zombie_since TIMESTAMP',
    "UPDATE instances SET zombie_since = '2026-01-03 00:00:00'",
  ];
  const database = await openedSqlite(sqliteFile({ after: [...twoClients, ...recording] }));

  const { instances } = await database.fleet(CLIENT);

  expect(instances[0]?.zombieSince).toBe('2026-01-03T00:00:00Z');
});

test('calls a word unknown that the contract does not have', async () => {
  const database = await openedSqlite(sqliteFile({ after: twoClients }));

  const { instances } = await database.fleet(OTHER_CLIENT);

  expect(instances[0]).toMatchObject({ status: 'unknown', mode: 'unknown', agentId: null });
});

test('reads a row whatever was stored in it, and names what no query expects', async () => {
  const strange =
    "UPDATE instances SET is_primary = 2, is_active = NULL, current_mode = 'banana', spot_price = -5 WHERE instance_status = 'running_primary'";
  const database = await openedSqlite(sqliteFile({ after: [...twoClients, strange] }));

  const { instances } = await database.fleet(CLIENT);

  expect(instances[0]).toMatchObject({
    isPrimary: true,
    isActive: null,
    mode: 'unknown',
    spotPriceUsdPerHour: null,
    strangeValues: ['is_primary=2', 'is_active=NULL', 'current_mode="banana"', 'spot_price=-5'],
  });
});

test('takes a column that is not there for no strange value', async () => {
  const without = 'ALTER TABLE instances RENAME COLUMN is_primary TO was_primary';
  const database = await openedSqlite(sqliteFile({ after: [...twoClients, without] }));

  const { instances } = await database.fleet(CLIENT);

  expect(instances[0]).toMatchObject({ id: 'i-00000000000000001', isPrimary: null });
  expect(instances[0]).not.toHaveProperty('strangeValues');
});

test('tells of a client without rows that it has none', async () => {
  const database = await openedSqlite(sqliteFile({ after: twoClients }));

  const fleet = await database.fleet('nobody');

  expect(fleet).toEqual({
    agents: [],
    instances: [],
    replicas: [],
    foreignInstanceIds: new Set(['i-00000000000000001', 'i-00000000000000002']),
  });
});

test('finds the replicas of more agents than one statement may name', async () => {
  const many = Array.from({ length: 1_201 }, (_, at) => `agent-${at}`);
  const rows = [
    `INSERT INTO agents (id, client_id, logical_agent_id) VALUES ${many.map((id) => `('${id}', '${CLIENT}', '${id}')`).join(', ')}`,
    `INSERT INTO replica_instances (id, agent_id, instance_id, replica_type) VALUES ${many.map((id) => `('r-${id}', '${id}', 'x', 'manual')`).join(', ')}`,
  ];
  const database = await openedSqlite(sqliteFile({ after: [...twoClients, ...rows] }));

  const { replicas } = await database.fleet(CLIENT);

  expect(replicas).toHaveLength(1_202);
});

test.each([
  { damage: 'DROP TABLE agents', message: 'The database has no table agents.' },
  { damage: 'ALTER TABLE instances RENAME COLUMN client_id TO owner', message: 'The table instances has no column client_id.' },
])('refuses to tell a fleet without what tells clients apart: $message', async ({ damage, message }) => {
  const database = await openedSqlite(sqliteFile({ after: [damage] }));

  const reading = database.fleet(CLIENT);

  await expect(reading).rejects.toMatchObject({ code: 'DATABASE_FAILED', message });
});

test('names the column that holds something the backend never writes', async () => {
  const database = await openedSqlite(sqliteFile({ after: [...twoClients, "UPDATE instances SET terminated_at = 'yesterday'"] }));

  const reading = database.fleet(CLIENT);

  await expect(reading).rejects.toMatchObject({
    code: 'DATABASE_FAILED',
    message: 'A row of instances cannot be read: terminated_at holds something else than the backend writes.',
  });
});
