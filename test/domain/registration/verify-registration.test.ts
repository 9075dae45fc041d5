import { expect, test } from 'vitest';
import type { Instance } from '../../../src/domain/instance.ts';
import { reconcile } from '../../../src/domain/reconciliation.ts';
import { type Verification, verifyRegistration } from '../../../src/domain/registration/verify-registration.ts';
import { agent, fleetRows, instance, INSTANCE_ID, NOW, snapshot } from '../../support/builders.ts';

const request = {
  instanceId: INSTANCE_ID,
  instanceType: 't3.medium',
  region: 'ap-south-1',
  az: 'ap-south-1a',
  mode: 'spot',
  poolId: null,
  imageId: null,
  isPrimary: true,
  spotPriceUsdPerHour: null,
  onDemandPriceUsdPerHour: null,
} as const;

function verify(row: Partial<Instance>): Verification {
  const fleet = reconcile(snapshot({ backend: { ok: true, value: fleetRows({ instances: [instance(row)] }) } }));
  return verifyRegistration({ fleet, agent: agent(), request, demoted: [], before: null, knownOrphans: new Set(), wait: null, now: NOW });
}

test('is content where the books show what was asked for', () => {
  expect(verify({})).toMatchObject({ isVerified: true, problems: [], primaries: [INSTANCE_ID] });
});

test('finds the marks of an end on a revived row, and gives the statement that clears them', () => {
  const { isVerified, problems } = verify({ terminatedAt: NOW, terminationConfirmed: true });

  expect(isVerified).toBe(false);
  expect(problems).toEqual([
    `The row of ${INSTANCE_ID} serves and still carries terminated_at, termination_confirmed (FL420). In the database: UPDATE instances SET terminated_at = NULL, termination_attempted_at = NULL, termination_confirmed = 0 WHERE id = '${INSTANCE_ID}' AND instance_status LIKE 'running%';`,
  ]);
});

test('finds the old type and zone that a row kept', () => {
  expect(verify({ instanceType: 'm5.large', az: null }).problems).toEqual([
    `The backend keeps the type m5.large for ${INSTANCE_ID}, and was told t3.medium.`,
    `The backend keeps the zone empty for ${INSTANCE_ID}, and was told ap-south-1a.`,
  ]);
});

test('finds a row that contradicts itself', () => {
  expect(verify({ isPrimary: false, isActive: false }).problems).toEqual([
    `The backend calls ${INSTANCE_ID} running_primary, and its is_primary says false.`,
    `The backend has ${INSTANCE_ID} as inactive.`,
  ]);
});

test('finds a second primary that no list attributes to any agent, unless it was there before', () => {
  const rows = fleetRows({ instances: [instance(), instance({ id: 'i-0b', agentId: null })] });
  const fleet = reconcile(snapshot({ backend: { ok: true, value: rows } }));
  const read = { fleet, agent: agent(), request, demoted: [], before: null, wait: null, now: NOW };

  expect(verifyRegistration({ ...read, knownOrphans: new Set() }).problems).toEqual([
    'i-0b has become a primary too, and no source tells of which agent: it may be web-01 (FL405).',
  ]);
  expect(verifyRegistration({ ...read, knownOrphans: new Set(['i-0b']) }).problems).toEqual([]);
});
