import { expect, test } from 'vitest';
import type { FleetSnapshot } from '../../src/domain/fleet-snapshot.ts';
import { reconcile } from '../../src/domain/reconciliation.ts';
import { findUnattributed } from '../../src/domain/unattributed.ts';
import { agent, fleetRows, instance, snapshot } from '../support/builders.ts';

function unattributed(facts: Partial<FleetSnapshot>) {
  const seen = snapshot({ regions: new Map(), ...facts });
  return findUnattributed(seen, reconcile(seen).instances);
}

const rows = fleetRows({
  agents: [agent({ instanceId: null })],
  instances: [instance(), instance({ id: 'i-0000000000000000a', agentId: null })],
});
const short = { ok: true, value: { ...rows, attributionLack: 'The list was short.' } } as const;

test('counts rows without an agent where the list that tells it lacks some, and says why', () => {
  expect(unattributed({ backend: short })).toEqual({ count: 1, why: 'The list was short.' });
});

test('finds none where the list was whole, or the database was read', () => {
  expect(unattributed({ backend: { ok: true, value: rows } })).toBeNull();
  expect(unattributed({ backend: short, database: { ok: true, value: rows } })).toBeNull();
});

test('finds none where every row has its agent all the same', () => {
  const value = { ...short.value, instances: [instance()] };

  expect(unattributed({ backend: { ok: true, value } })).toBeNull();
});
