import { expect, test } from 'vitest';
import type { FleetSnapshot } from '../../src/domain/fleet-snapshot.ts';
import { reconcile } from '../../src/domain/reconciliation.ts';
import { countUnattributed } from '../../src/domain/unattributed.ts';
import { agent, fleetRows, instance, snapshot } from '../support/builders.ts';

function unattributed(facts: Partial<FleetSnapshot>): number {
  const seen = snapshot({ regions: new Map(), ...facts });
  return countUnattributed(seen, reconcile(seen).instances);
}

const rows = fleetRows({
  agents: [agent({ instanceId: null })],
  instances: [instance(), instance({ id: 'i-0000000000000000a', agentId: null })],
});

test('counts rows without an agent where the list that tells it was cut', () => {
  expect(unattributed({ backend: { ok: true, value: { ...rows, isAttributionCut: true } } })).toBe(1);
});

test('counts none where the list was whole, or the database was read', () => {
  const cut = { ok: true, value: { ...rows, isAttributionCut: true } } as const;

  expect(unattributed({ backend: { ok: true, value: rows } })).toBe(0);
  expect(unattributed({ backend: cut, database: { ok: true, value: rows } })).toBe(0);
});
