import { expect, test } from 'vitest';
import { gatherEndings } from '../../src/usecases/gather-endings.ts';
import { cloudInstance, fleetRows, instance, snapshot } from '../support/builders.ts';
import { fakePorts } from '../support/fake-ports.ts';

const OLD_ID = 'i-029c1999a147722de';
const zombie = instance({ id: OLD_ID, status: 'zombie', isPrimary: false, isActive: false });
const running = cloudInstance({ id: OLD_ID, spotRequestId: 'sir-old00001' });

/** A fleet with a zombie that runs. */
const withZombie = snapshot({
  backend: { ok: true, value: fleetRows({ instances: [instance(), zombie] }) },
  regions: new Map([['ap-south-1', { ok: true, value: [cloudInstance(), running] }]]),
});

test('asks nothing of a fleet in which everything is wanted', async () => {
  const ports = fakePorts();
  ports.fakeCloud.faults.add({ on: 'spotRequests', code: 'AWS_DENIED', message: 'no' });

  const endings = await gatherEndings(ports, snapshot());

  expect([endings.persistentRequests.size, endings.protections.size]).toEqual([0, 0]);
});

test('tells the persistent request and the protection of a zombie', async () => {
  const ports = fakePorts({ cloud: [cloudInstance(), running] });
  ports.fakeCloud.requests.set('sir-old00001', { id: 'sir-old00001', type: 'persistent', state: 'active', instanceId: OLD_ID });
  ports.fakeCloud.protectedIds.add(OLD_ID);

  const endings = await gatherEndings(ports, withZombie);

  expect(endings.persistentRequests.get('ap-south-1')).toEqual({ ok: true, value: new Set(['sir-old00001']) });
  expect(endings.protections).toEqual(new Map([[OLD_ID, { ok: true, value: { termination: true, stop: false } }]]));
});

test('forgets requests that are cancelled or asked once only', async () => {
  const ports = fakePorts({ cloud: [running] });
  ports.fakeCloud.requests.set('sir-old00001', { id: 'sir-old00001', type: 'persistent', state: 'cancelled', instanceId: OLD_ID });

  const endings = await gatherEndings(ports, withZombie);

  expect(endings.persistentRequests.get('ap-south-1')).toEqual({ ok: true, value: new Set() });
});

test('keeps why EC2 did not tell', async () => {
  const ports = fakePorts({ cloud: [running] });
  ports.fakeCloud.faults.add({ on: 'protection', code: 'AWS_DENIED', message: 'not permitted' });

  const endings = await gatherEndings(ports, withZombie);

  expect(endings.protections.get(OLD_ID)).toMatchObject({ ok: false, code: 'AWS_DENIED' });
});
