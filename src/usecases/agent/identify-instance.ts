import { type AgentIdentity, NO_ADDRESSES } from '../../domain/agent-run/agent-identity.ts';
import { type CloudInstance, FLEET_TAG } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { isInstanceId } from '../../domain/instance.ts';
import type { MachineFacts } from '../../ports/machine.ts';
import type { Ports } from '../../ports/ports.ts';

export interface IdentifyInput {
  /** The instance it manages; `null` for the machine it runs on. */
  readonly instanceId: string | null;
  /** The agent's own name; `null` for that of the instance's tag, else the instance id. */
  readonly logicalAgentId: string | null;
  /** Those the operator named; `null` where none. The machine it runs on knows its own. */
  readonly regions: readonly string[] | null;
  /** Where another instance is looked for then. */
  readonly fallbackRegion: string | null;
  readonly hostname: string;
  readonly version: string;
}

/**
 * Whom an agent speaks for: the machine it runs on by its metadata, another instance as EC2 tells it. Throws `INSTANCE_ID_MALFORMED`;
 * `SETTINGS_MISSING` where nothing says which instance or region, or the machine is in another one or in another account than the
 * credentials; `INSTANCE_UNKNOWN` where EC2 shows none of that id.
 */
export async function identifyInstance(ports: Ports, input: IdentifyInput): Promise<AgentIdentity> {
  const own = await ports.machine.facts();
  const id = input.instanceId ?? own?.instanceId ?? null;
  if (id === null) throw missing('This machine is no EC2 instance.', 'Name the one to manage with --instance.');
  if (!isInstanceId(id)) throw new SpotctlError({ code: 'INSTANCE_ID_MALFORMED', message: `"${id}" is not an EC2 instance id.` });
  return own?.instanceId === id ? await tellItself(ports, { input, own }) : await askEc2(ports, { input, id, regions: regionsOf(input) });
}

/** What it does not tell of itself, tags for the most part, EC2 must: a wrong name would make it another agent. */
async function tellItself(
  ports: Ports,
  { input, own }: { readonly input: IdentifyInput; readonly own: MachineFacts },
): Promise<AgentIdentity> {
  await requireItsPlace(ports, { input, own });
  const { instanceId, region, az, instanceType, imageId, lifecycle, privateIp, publicIp, tags } = own;
  const logicalAgentId = input.logicalAgentId ?? (tags === null ? null : (tags[FLEET_TAG.logicalAgentId] ?? instanceId));
  if (az === null || instanceType === null || lifecycle === null || logicalAgentId === null)
    return { ...(await askEc2(ports, { input, id: instanceId, regions: [region] })), privateIp, publicIp };
  const { hostname, version } = input;
  const mode = modeOf(lifecycle);
  return { logicalAgentId, instanceId, region, az, instanceType, mode, imageId, privateIp, publicIp, hostname, version };
}

async function requireItsPlace(ports: Ports, { input, own }: { readonly input: IdentifyInput; readonly own: MachineFacts }): Promise<void> {
  const { instanceId, region, accountId } = own;
  if (input.regions !== null && !input.regions.includes(region))
    throw missing(`This machine, ${instanceId}, runs in ${region}, and only ${input.regions.join(', ')} is asked for.`, 'Check --region.');
  const cloud = await ports.cloud();
  const account = await cloud.account();
  if (accountId !== null && accountId !== account)
    throw missing(
      `This machine, ${instanceId}, belongs to account ${accountId}, and the credentials are of ${account}.`,
      'Check AWS_PROFILE.',
    );
}

interface Asked {
  readonly input: IdentifyInput;
  readonly id: string;
  readonly regions: readonly string[];
}

async function askEc2(ports: Ports, { input, id, regions }: Asked): Promise<AgentIdentity> {
  const found = await findIn(ports, { id, regions });
  if (found === null)
    throw new SpotctlError({
      code: 'INSTANCE_UNKNOWN',
      message: `EC2 shows no ${id} in ${regions.join(', ')}.`,
      hint: 'Check --region and the AWS account.',
    });
  const { region, az, instanceType, imageId, lifecycle, tags } = found;
  return {
    logicalAgentId: input.logicalAgentId ?? tags[FLEET_TAG.logicalAgentId] ?? id,
    instanceId: id,
    region,
    az: az ?? '',
    instanceType: instanceType ?? '',
    mode: modeOf(lifecycle),
    imageId,
    ...NO_ADDRESSES,
    hostname: input.hostname,
    version: input.version,
  };
}

function regionsOf({ regions, fallbackRegion }: IdentifyInput): readonly string[] {
  const known = regions ?? (fallbackRegion === null ? [] : [fallbackRegion]);
  if (known.length > 0) return known;
  throw missing('No region is configured.', 'Name it with --region.');
}

function modeOf(lifecycle: CloudInstance['lifecycle']): AgentIdentity['mode'] {
  return lifecycle === 'spot' ? 'spot' : 'ondemand';
}

async function findIn(ports: Ports, asked: { readonly id: string; readonly regions: readonly string[] }): Promise<CloudInstance | null> {
  const cloud = await ports.cloud();
  for (const region of asked.regions) {
    for await (const instance of cloud.instances(region, { by: 'ids', ids: [asked.id] })) return instance;
  }
  return null;
}

function missing(message: string, hint: string): SpotctlError {
  return new SpotctlError({ code: 'SETTINGS_MISSING', message, hint });
}
