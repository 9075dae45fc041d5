import { array, assert, asyncProperty } from 'fast-check';
import { expect, test } from 'vitest';

import { newRow } from '../../src/backend/store/new-row.ts';
import { instanceRow } from '../../src/sandbox/worlds/seed-rows.ts';
import { twoClients } from './support/fleet-rows.ts';
import { FleetWatch } from './support/fleet-watch.ts';
import { anyStep, CALLERS, pollOf, POOLS, type Step, withReplica } from './support/random-calls.ts';
import { seededBackend, type SeededBackend } from './support/seeded-backend.ts';

const pools = POOLS.map((az) =>
  newRow('spot_pools', { id: `t3.medium.${az}`, instance_type: 't3.medium', region: 'ap-south-1', az, pool_name: az }),
);

/** Each agent has a replica that stands by. */
const standing = CALLERS.flatMap(({ agent, client }, position) => {
  const id = `i-0${String(position).repeat(16)}`;
  const row = { agent_id: agent, instance_id: id, replica_type: 'manual', status: 'ready', instance_type: 't3.medium' };
  return [
    newRow('replica_instances', { id: `standing-${String(position)}`, ...row }),
    instanceRow({ id, client_id: client, agent_id: agent, instance_status: 'running_replica', is_primary: 0 }),
  ];
});

test('whatever two clients’ agents and operators send at once, no interleaving breaks the books', async () => {
  await assert(
    asyncProperty(array(array(anyStep, { maxLength: 4 }), { maxLength: 40, size: 'max' }), async (rounds) => {
      const backend = await seededBackend({ rows: twoClients({ agent: { manual_replica_enabled: 1 }, rows: [...pools, ...standing] }) });
      backend.database.exec('update instances set primary_of = agent_id where is_primary = 1');
      const watch = new FleetWatch(backend);

      for (const round of rounds) {
        backend.clock.advance(1);
        await Promise.all(round.map((step) => take(step, { backend, watch })));
        watch.seeBooks();
      }
      for (const { agent, token } of CALLERS) {
        await Promise.all([1, 2, 3].map(() => take(pollOf(agent, token), { backend, watch })));
      }

      expect(watch.breaches).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 120_000);

async function take(step: Step, { backend, watch }: { readonly backend: SeededBackend; readonly watch: FleetWatch }): Promise<void> {
  if (step.kind === 'wait') {
    backend.clock.advance(step.seconds);
    return;
  }
  const target = withReplica(step.target, backend);
  const { status, body } = await backend.call(target, { token: step.token, body: step.body });
  expect([200, 201, 400, 404, 409], `${target}: ${JSON.stringify(body)}`).toContain(status);
  const [, polled] = /^GET .*\/agents\/([^/]+)\/instances-to-terminate$/.exec(target) ?? [];
  if (polled !== undefined && status === 200) watch.seeOffers(polled, body);
}
