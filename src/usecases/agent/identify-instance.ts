import type { AgentIdentity } from '../../domain/agent-run/agent-identity.ts';
import { type CloudInstance, FLEET_TAG } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { isInstanceId } from '../../domain/instance.ts';
import type { Ports } from '../../ports/ports.ts';

export interface IdentifyInput {
  /** The instance it manages; `null` for the machine it runs on. */
  readonly instanceId: string | null;
  /** The agent's own name; `null` for that of the instance's tag, else the instance id. */
  readonly logicalAgentId: string | null;
  readonly regions: readonly string[];
  readonly hostname: string;
  readonly version: string;
}

/**
 * Whom an agent speaks for, as EC2 tells it. Throws `INSTANCE_ID_MALFORMED`, `SETTINGS_MISSING` where nothing says which instance or
 * region, `INSTANCE_UNKNOWN` where EC2 shows none of that id.
 */
export async function identifyInstance(ports: Ports, input: IdentifyInput): Promise<AgentIdentity> {
  const id = input.instanceId ?? (await ports.machine.instanceId());
  if (id === null)
    throw new SpotctlError({
      code: 'SETTINGS_MISSING',
      message: 'This machine is no EC2 instance.',
      hint: 'Name the one to manage with --instance.',
    });
  if (!isInstanceId(id)) throw new SpotctlError({ code: 'INSTANCE_ID_MALFORMED', message: `"${id}" is not an EC2 instance id.` });
  if (input.regions.length === 0)
    throw new SpotctlError({ code: 'SETTINGS_MISSING', message: 'No region is configured.', hint: 'Name it with --region.' });
  const found = await findIn(ports, { id, regions: input.regions });
  if (found === null)
    throw new SpotctlError({
      code: 'INSTANCE_UNKNOWN',
      message: `EC2 shows no ${id} in ${input.regions.join(', ')}.`,
      hint: 'Check --region and the AWS account.',
    });
  const { region, az, instanceType, imageId, lifecycle, tags } = found;
  return {
    logicalAgentId: input.logicalAgentId ?? tags[FLEET_TAG.logicalAgentId] ?? id,
    instanceId: id,
    region,
    az: az ?? '',
    instanceType: instanceType ?? '',
    mode: lifecycle === 'spot' ? 'spot' : 'ondemand',
    imageId,
    hostname: input.hostname,
    version: input.version,
  };
}

async function findIn(ports: Ports, asked: { readonly id: string; readonly regions: readonly string[] }): Promise<CloudInstance | null> {
  const cloud = await ports.cloud();
  for (const region of asked.regions) {
    for await (const instance of cloud.instances(region, { by: 'ids', ids: [asked.id] })) return instance;
  }
  return null;
}
