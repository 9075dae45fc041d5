import type { CloudInstance } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { NO_OVERRIDES, type RegistrationWish } from '../../domain/registration/registration-wish.ts';
import type { Seen } from '../../domain/seen.ts';
import type { MachineFacts } from '../../ports/machine.ts';
import type { Ports } from '../../ports/ports.ts';
import { requireSeen } from '../require-seen.ts';

/**
 * The machine spotctl runs on, by its metadata. Throws `NOT_ON_EC2` where it tells none, and `REGISTRATION_REFUSED` where it runs
 * outside the regions that the operator named.
 */
export async function findOwnMachine(ports: Ports, regions: readonly string[] | null): Promise<MachineFacts> {
  const facts = await ports.machine.facts();
  if (facts === null) {
    throw new SpotctlError({ code: 'NOT_ON_EC2', message: 'No instance is named, and this machine is no EC2 instance that tells its id.' });
  }
  if (regions === null || regions.includes(facts.region)) return facts;
  throw new SpotctlError({
    code: 'REGISTRATION_REFUSED',
    message: `${facts.instanceId}, this machine, is not registered: it runs in ${facts.region}, and only ${regions.join(', ')} is asked for.`,
    hint: `Name its region with --region ${facts.region}, or name the instance that is meant.`,
  });
}

export function wishForOwnMachine(
  facts: MachineFacts,
  wished: Partial<Pick<RegistrationWish, 'agent' | 'isPrimary' | 'overrides'>> = {},
): RegistrationWish {
  return { instanceId: facts.instanceId, region: facts.region, agent: null, isPrimary: true, overrides: NO_OVERRIDES, ...wished };
}

/** The account of the credentials; of the machine itself where there are none. Throws `REGISTRATION_REFUSED` where the two differ. */
export async function requireOwnAccount(asked: Promise<Seen<string>>, own: MachineFacts | null): Promise<string> {
  const account = await asked;
  const ownAccount = own?.accountId ?? null;
  if (!account.ok) return ownAccount === null ? requireSeen(account) : ownAccount;
  if (own === null || ownAccount === null || ownAccount === account.value) return account.value;
  throw new SpotctlError({
    code: 'REGISTRATION_REFUSED',
    message: `${own.instanceId}, this machine, is not registered: it belongs to account ${ownAccount}, and the credentials are of account ${account.value}.`,
    hint: 'Check AWS_PROFILE.',
  });
}

/** Where EC2 may not be asked, the machine's own word stands in: it runs, or nobody would be asking. */
export function withOwnMachine(
  look: Seen<CloudInstance>,
  known: { readonly wish: RegistrationWish; readonly ownMachine: MachineFacts | null },
): { readonly look: Seen<CloudInstance>; readonly note: string | null } {
  const { wish, ownMachine } = known;
  if (look.ok || look.code === 'INSTANCE_UNKNOWN' || ownMachine?.instanceId !== wish.instanceId) return { look, note: null };
  const lifecycle = ownMachine.lifecycle ?? lifecycleOf(wish);
  if (lifecycle === null) return { look, note: null };
  const tags = ownMachine.tags === null ? ', and its tags are not known' : '';
  return {
    look: { ok: true, value: asCloudInstance(ownMachine, lifecycle) },
    note: `EC2 could not be asked, so the facts are the machine's own${tags}: ${look.why}`,
  };
}

function lifecycleOf({ overrides }: RegistrationWish): CloudInstance['lifecycle'] | null {
  if (overrides.mode === null) return null;
  return overrides.mode === 'spot' ? 'spot' : 'on-demand';
}

function asCloudInstance(facts: MachineFacts, lifecycle: CloudInstance['lifecycle']): CloudInstance {
  return {
    id: facts.instanceId,
    region: facts.region,
    az: facts.az,
    state: 'running',
    stateReason: null,
    transitionedAt: null,
    instanceType: facts.instanceType,
    imageId: facts.imageId,
    lifecycle,
    spotRequestId: null,
    launchedAt: facts.launchedAt,
    tags: facts.tags ?? {},
    isServiceManaged: false,
    volumes: [],
    networkInterfaces: [],
    elasticAddresses: [],
  };
}
