import { expect, test } from 'vitest';

import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import { compareSchema, differences } from '../../src/domain/schema/compare-schema.ts';
import { checkSchemaEndpoint } from '../../src/usecases/check-schema-endpoint.ts';
import { readSchemaStatus } from '../../src/usecases/read-schema-status.ts';
import { spelledSchema } from '../domain/schema/spelled-schema.ts';
import { agent } from '../support/builders.ts';
import { schemaDatabase, schemaPorts } from './fake-schema-database.ts';

test('asks the database where one is configured, and no one else', async () => {
  const status = await readSchemaStatus(schemaPorts({ database: schemaDatabase({}) }));

  expect(status).toMatchObject({ isSeen: true, server: { flavour: 'mysql', database: 'fleet' }, comparison: { source: 'database' } });
  expect(status.isSeen && differences(status.comparison)).toHaveLength(6);
});

test('asks the backend where no database is configured', async () => {
  const comparison = compareSchema(spelledSchema('mysql'), 'backend');

  const status = await readSchemaStatus(schemaPorts({ backend: { schema: async () => comparison } }));

  expect(status).toEqual({ isSeen: true, server: null, comparison, own: [] });
});

test('says that the schema is unknown where the backend has no endpoint for it', async () => {
  const status = await readSchemaStatus(schemaPorts({ backend: { schema: async () => null } }));

  expect(status).toEqual({ isSeen: false, why: 'No database is configured, and the backend has no endpoint that tells its schema.' });
});

test('names the setting where there is neither database nor backend', async () => {
  const reading = readSchemaStatus(schemaPorts({}));

  await expect(reading).rejects.toMatchObject({
    code: 'SETTINGS_MISSING',
    message: 'Neither a database nor a backend is configured that could tell the schema.',
  });
});

test('does not call a backend that did not answer unknown', async () => {
  const refused = new SpotctlError({ code: 'BACKEND_REFUSED', message: 'refused' });

  const reading = readSchemaStatus(schemaPorts({ backend: refused }));

  await expect(reading).rejects.toBe(refused);
});

const probe = {
  name: 'instances-to-terminate',
  method: 'GET',
  path: '/api/agents/a-1/instances-to-terminate',
  outcome: 'ok',
  status: 200,
  durationMs: 5,
  detail: null,
  errorCode: null,
} as const;

test('tells what the guarded endpoint answers for an agent of the client', async () => {
  const asked: unknown[] = [];
  const backend = {
    identify: async () => ({ id: 'c-1', name: 'one' }),
    agents: async () => [agent({ id: 'a-1' }), agent({ id: 'a-2' })],
    probe: async (clientId: string, agentIds: readonly string[]) => {
      asked.push([clientId, agentIds]);
      return [{ ...probe, name: 'config' }, probe];
    },
  };

  const endpoint = await checkSchemaEndpoint(schemaPorts({ backend }), null);

  expect(endpoint).toEqual({ ok: true, value: probe });
  expect(asked).toEqual([['c-1', ['a-1']]]);
});

test('says why the endpoint could not be called', async () => {
  const none = await checkSchemaEndpoint(schemaPorts({}), null);
  const refused = await checkSchemaEndpoint(
    schemaPorts({ backend: new SpotctlError({ code: 'TOKEN_MISSING', message: 'no token' }) }),
    null,
  );
  const empty = await checkSchemaEndpoint(schemaPorts({ backend: { agents: async () => [] } }), 'c-1');

  expect(none).toMatchObject({ ok: false, code: 'NOT_CONFIGURED' });
  expect(refused).toMatchObject({ ok: false, code: 'TOKEN_MISSING', why: 'no token' });
  expect(empty).toMatchObject({ ok: false, why: 'The client has no agent to call instances-to-terminate for.' });
});
