import { type Arbitrary, array, assert, asyncProperty, boolean, constant, constantFrom, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';

import { ACME, GLOBEX, GLOBEX_AGENT, registration, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend, type SeededBackend } from './support/seeded-backend.ts';

const IDS = ['i-029c1999a147722de', 'i-0f75d6fccfb53a938', 'i-0b0b0b0b0b0b0b0b0'] as const;
const CALLERS = [
  { agent: WEB, token: ACME.token, client: ACME.id, logicalId: 'web-01' },
  { agent: GLOBEX_AGENT, token: GLOBEX.token, client: GLOBEX.id, logicalId: 'globex-01' },
] as const;

type Step = { readonly kind: 'call'; readonly path: string; readonly token: string; readonly body: object } | { readonly kind: 'wait' };

const caller = constantFrom(...CALLERS);
const agent = constantFrom(WEB, GLOBEX_AGENT);
const instanceId = constantFrom(...IDS);

const call: Arbitrary<Step> = oneof(
  record({ agent, caller, instanceId, isPrimary: boolean() }).map((facts) => ({
    path: `${facts.agent}/register-instance`,
    token: facts.caller.token,
    body: registration({ instance_id: facts.instanceId, is_primary: facts.isPrimary }),
  })),
  record({ agent, caller, instanceId, success: boolean() }).map((facts) => ({
    path: `${facts.agent}/termination-report`,
    token: facts.caller.token,
    body: { instance_id: facts.instanceId, success: facts.success },
  })),
  record({ agent, caller, instanceId }).map((facts) => ({
    path: `${facts.agent}/heartbeat`,
    token: facts.caller.token,
    body: { instance_id: facts.instanceId, status: 'online' },
  })),
  record({ caller, instanceId }).map((facts) => {
    const { is_primary: _, pool_id: _pool, spot_price: _spot, ondemand_price: _onDemand, ...place } = registration();
    return {
      path: 'register',
      token: facts.caller.token,
      body: { ...place, instance_id: facts.instanceId, logical_agent_id: facts.caller.logicalId },
    };
  }),
).map((facts) => ({ kind: 'call' as const, ...facts }));

const steps = array(
  array(oneof({ weight: 5, arbitrary: call }, { weight: 1, arbitrary: constant({ kind: 'wait' as const }) }), { maxLength: 4 }),
  {
    maxLength: 16,
  },
);

test('whatever two clients’ agents send at once, each keeps one primary at most, its own offers and its confirmed ends', async () => {
  await assert(
    asyncProperty(steps, async (rounds) => {
      const backend = await seededBackend({ rows: twoClients() });
      const confirmed = new Map<string, string>();

      for (const round of rounds) {
        backend.clock.advance(1);
        await Promise.all(round.map((step) => take(step, backend)));
        await expectOnePrimaryAtMost(backend);
        await expectOwnOffers(backend);
        expectConfirmedToStay(backend, confirmed);
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

async function take(step: Step, backend: SeededBackend): Promise<void> {
  if (step.kind === 'wait') {
    backend.clock.advance(120);
    return;
  }
  const { status } = await backend.call(`POST /api/agents/${step.path}`, { token: step.token, body: step.body });
  expect([200, 404, 409]).toContain(status);
}

async function expectOnePrimaryAtMost({ database }: SeededBackend): Promise<void> {
  const many =
    "select agent_id from instances where is_primary or instance_status = 'running_primary' group by agent_id having count(*) > 1";
  expect(database.prepare(many).all()).toEqual([]);
  const foreign = 'select i.id from instances i join agents a on a.id = i.agent_id where a.client_id <> i.client_id';
  expect(database.prepare(foreign).all()).toEqual([]);
}

async function expectOwnOffers({ call: ask, database }: SeededBackend): Promise<void> {
  for (const { agent: id, token, client } of CALLERS) {
    const { status, body } = await ask(`GET /api/agents/${id}/instances-to-terminate`, { token });
    const offered = JSON.stringify(body).match(/i-[0-9a-f]{17}/g) ?? [];
    const rows = offered.map((offer) => database.prepare('select client_id, agent_id, is_primary from instances where id = ?').get(offer));
    expect(status).toBe(200);
    expect(rows).toEqual(offered.map(() => ({ client_id: client, agent_id: id, is_primary: 0 })));
  }
}

function expectConfirmedToStay({ database }: SeededBackend, confirmed: Map<string, string>): void {
  const ended = database
    .prepare('select id, terminated_at from instances where termination_confirmed = 1 and instance_status = ?')
    .all('terminated');
  const now = new Map(ended.map((row) => [String(row['id']), String(row['terminated_at'])]));
  for (const [id, at] of confirmed) expect(now.get(id)).toBe(at);
  for (const [id, at] of now) confirmed.set(id, at);
}
