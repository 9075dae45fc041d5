import { expect, test } from 'vitest';

import { newRow } from '../../src/backend/store/new-row.ts';
import { acmeInstance, NEW_INSTANCE, PRIMARY, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend } from './support/seeded-backend.ts';

const REPLICAS = `/api/agents/${WEB}/replicas`;

function standing() {
  const facts = { agent_id: WEB, instance_id: NEW_INSTANCE, replica_type: 'manual', status: 'ready', instance_type: 't3.medium' };
  return [
    newRow('replica_instances', { id: 'r1', ...facts }),
    acmeInstance({ id: NEW_INSTANCE, instance_status: 'running_replica', is_primary: 0 }),
  ];
}

test('a promoted replica is the primary, and the old one waits for the sweep', async () => {
  const { call, clock } = await seededBackend({ rows: twoClients({ rows: standing() }) });

  const promoted = await call(`POST ${REPLICAS}/r1/promote`, { body: {} });
  clock.advance(61);
  const offers = await call(`GET /api/agents/${WEB}/instances-to-terminate`);

  expect(promoted).toMatchObject({ status: 200, body: { new_instance_id: NEW_INSTANCE, old_instance_id: PRIMARY, demoted: false } });
  expect(offers.body).toMatchObject({ instances: [{ instance_id: PRIMARY }] });
});

test('a primary that is kept stands by as a replica that can be listed, promoted and deleted', async () => {
  const { call } = await seededBackend({ rows: twoClients({ rows: standing() }) });

  const promoted = await call(`POST ${REPLICAS}/r1/promote`, { body: { demote_old_primary: true } });
  const listed = await call(`GET ${REPLICAS}`);

  expect(promoted).toMatchObject({ status: 200, body: { demoted: true } });
  expect(listed.body).toMatchObject({ replicas: [{ instance_id: PRIMARY, status: 'ready', is_active: true }], total: 1 });
});

test('a promoted replica cannot be deleted: it is the primary', async () => {
  const { call, database } = await seededBackend({ rows: twoClients({ rows: standing() }) });
  await call(`POST ${REPLICAS}/r1/promote`, { body: {} });

  const deleted = await call(`DELETE ${REPLICAS}/r1`);

  expect(deleted).toMatchObject({ status: 409 });
  expect(database.prepare('select instance_status from instances where id = ?').get(NEW_INSTANCE)).toEqual({
    instance_status: 'running_primary',
  });
});
