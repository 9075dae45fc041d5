import { expect, test } from 'vitest';
import { AGENT, CLIENT, openedSqlite, sqliteFile, twoClients } from './sqlite-file.ts';

const INSTANCE = 'i-00000000000000001';

function event(type: string, columns: { readonly instance?: string; readonly metadata?: string; readonly agent?: string }): string {
  const { instance = null, metadata = null, agent = AGENT } = columns;
  const quoted = [type, CLIENT, agent, instance, metadata].map((value) => (value === null ? 'NULL' : `'${value}'`)).join(', ');
  return `INSERT INTO system_events (event_type, client_id, agent_id, instance_id, metadata, message, created_at)
    VALUES (${quoted}, 'said ${type}', '2026-11-23 10:00:00');`;
}

test('tells what the backend booked of an instance, named in its column or in the metadata, newest first', async () => {
  const events = [
    event('instance_registered', { instance: INSTANCE }),
    event('instance_terminated', { metadata: `{"instance_id":"${INSTANCE}"}` }),
    event('of_another', { instance: 'i-00000000000000002' }),
  ];
  const database = await openedSqlite(sqliteFile({ after: [...twoClients, ...events] }));

  expect(await database.events({ agentId: AGENT, instanceId: INSTANCE })).toEqual([
    { at: '2026-11-23T10:00:00Z', type: 'instance_terminated', message: 'said instance_terminated' },
    { at: '2026-11-23T10:00:00Z', type: 'instance_registered', message: 'said instance_registered' },
  ]);
  expect(await database.events({ agentId: 'another', instanceId: INSTANCE })).toEqual([]);
});
