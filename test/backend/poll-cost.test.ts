import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';

import { zombiesDue } from '../../src/backend/operations/due-instances.ts';
import { createSchema } from '../../src/backend/store/create-schema.ts';
import { openStore } from '../../src/backend/store/open-store.ts';
import { twoClients, WEB } from './support/fleet-rows.ts';

test('a poll is served by the index of its own agent’s instances, not by reading those of others', async () => {
  const store = await openStore(':memory:');
  await createSchema(store, { isMigrated: true, rows: twoClients() });
  const agent = await store.selectFrom('agents').selectAll().where('id', '=', WEB).executeTakeFirstOrThrow();

  const due = { agent, notTriedSince: '2025-11-26 11:55:00', demotedBy: '2025-11-26 11:55:00' };
  const { sql, parameters } = zombiesDue(store, due).compile();
  const plan = await store.executeQuery(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]));

  const steps = JSON.stringify(plan.rows);
  await store.destroy();
  expect(steps).toContain('SEARCH i USING INDEX idx_instances_agent_status (agent_id=? AND instance_status=?)');
  expect(steps).not.toContain('SCAN');
});
