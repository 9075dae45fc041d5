import { CompiledQuery } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';

import { createSchema } from '../../src/backend/store/create-schema.ts';
import { hotQueries } from '../../src/backend/store/hot-queries.ts';
import { openStore } from '../../src/backend/store/open-store.ts';
import { ACME, twoClients, WEB } from './support/fleet-rows.ts';

/** How SQLite would read for each query of a poll: one line a step. */
async function plansOfPoll(): Promise<Readonly<Record<string, readonly string[]>>> {
  const store = await openStore(':memory:');
  onTestFinished(() => store.destroy());
  await createSchema(store, { isMigrated: true, rows: twoClients() });
  const queries = hotQueries(store);
  const due = { agentId: WEB, clientId: ACME.id, notTriedSince: '2025-11-26 11:55:00', demotedBy: '2025-11-26 11:55:00' };
  const planOf = async ({ sql, parameters }: CompiledQuery) => {
    const plan = await store.executeQuery(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]));
    return plan.rows.map((row) => String(Object(row).detail));
  };
  return {
    token: await planOf(queries.clientOfToken({ token: 'sha256:0' })),
    agent: await planOf(queries.ownAgent(due)),
    zombies: await planOf(queries.zombiesDue(due)),
    replicas: await planOf(queries.endedReplicas(due)),
  };
}

test('a poll is served by the index of its own agent’s instances, not by reading those of others', async () => {
  const { zombies } = await plansOfPoll();

  expect(zombies).toContain('SEARCH i USING INDEX idx_instances_agent_status (agent_id=? AND instance_status=?)');
});

test('no query of a poll reads a whole table', async () => {
  const plans = await plansOfPoll();

  expect(
    Object.values(plans)
      .flat()
      .filter((step) => step.startsWith('SCAN')),
  ).toEqual([]);
  expect(plans['replicas']?.[0]).toMatch(/^SEARCH ri USING INDEX \w+ \(.*agent_id=\?/);
});
