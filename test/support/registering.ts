import type { CloudInstance } from '../../src/domain/cloud-instance.ts';
import type { Instance } from '../../src/domain/instance.ts';
import { NO_OVERRIDES, type RegistrationAllowances, type RegistrationWish } from '../../src/domain/registration/registration-wish.ts';
import { gatherRegistrations, type PlannedRegistration } from '../../src/usecases/plan-registrations.ts';
import { registerInstance, type RegistrationOutcome } from '../../src/usecases/register-instance.ts';
import { agent, cloudInstance, instance } from './builders.ts';
import { type FakePorts, fakePorts } from './fake-ports.ts';

export const NEW_ID = 'i-0aaaaaaaaaaaaaaa1';
export const OTHER_AGENT = agent({ id: 'a9e00000-0000-4000-8000-000000000002', logicalAgentId: 'web-02', instanceId: null });
export const wish: RegistrationWish = { instanceId: NEW_ID, region: null, agent: null, isPrimary: true, overrides: NO_OVERRIDES };
export const NOTHING_ALLOWED: RegistrationAllowances = { revive: false, disabledAgent: false, otherRegion: false };

/** The agent's primary as it is, and a new instance launched by hand beside it. */
export function registrationWorld(facts: { readonly cloud?: Partial<CloudInstance>; readonly row?: Partial<Instance> } = {}): FakePorts {
  const row = facts.row === undefined ? [] : [instance({ id: NEW_ID, isPrimary: false, ...facts.row })];
  const ports = fakePorts({
    agents: [agent(), OTHER_AGENT],
    instances: [instance(), ...row],
    cloud: [cloudInstance(), cloudInstance({ id: NEW_ID, az: 'ap-south-1c', ...facts.cloud })],
  });
  ports.fakeCloud.prices = [
    { instanceType: 't3.medium', az: 'ap-south-1c', usdPerHour: 0.0131, since: '2026-11-23T10:00:00.000Z' },
    { instanceType: 't3.medium', az: 'ap-south-1c', usdPerHour: 0.0134, since: '2026-11-23T11:00:00.000Z' },
    { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.5, since: '2026-11-23T11:30:00.000Z' },
  ];
  return ports;
}

/** The plan of one registration; its refusal is thrown. */
export async function planned(
  ports: FakePorts,
  { allows, ...changed }: Partial<RegistrationWish> & { readonly allows?: Partial<RegistrationAllowances> } = {},
): Promise<PlannedRegistration> {
  const set = await gatherRegistrations(ports, {
    clientId: null,
    regions: null,
    wishes: [{ ...wish, ...changed }],
    allows: { ...NOTHING_ALLOWED, ...allows },
    ownMachine: null,
  });
  const [only] = set.items;
  if (only === undefined) throw new Error('Nothing was planned.');
  if ('error' in only) throw only.error;
  return only;
}

export async function registering(ports: FakePorts, changed: Partial<RegistrationWish> = {}): Promise<RegistrationOutcome> {
  return await registerInstance(ports, await planned(ports, changed));
}
