import { expect, test } from 'vitest';

import { ACME, NEW_INSTANCE, PRIMARY, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend } from './support/seeded-backend.ts';

const place = { instance_type: 't3.medium', region: 'ap-south-1', az: 'ap-south-1c', mode: 'spot' };

test('a switch to a cheaper price is saved for a day, also where nothing was ever counted', async () => {
  const { call, database } = await seededBackend({ rows: twoClients() });
  database.exec('update clients set total_savings = null');

  const answer = await call(`POST /api/agents/${WEB}/switch-report`, {
    token: ACME.token,
    body: {
      old_instance: { instance_id: PRIMARY, ...place },
      new_instance: { instance_id: NEW_INSTANCE, ...place },
      prices: { on_demand: 0.08, old_spot: 0.03, new_spot: 0.02 },
    },
  });

  const summary = await call(`GET /api/client/${ACME.id}`, { token: ACME.token });
  expect(answer.status).toBe(200);
  expect(summary.body).toMatchObject({ totalSavings: expect.closeTo(0.24, 6) });
});
