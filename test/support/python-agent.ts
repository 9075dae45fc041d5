import { DescribeInstancesCommand, EC2Client, RunInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { request } from 'undici';
import * as z from 'zod/mini';

const Commands = z.array(z.object({ id: z.string(), terminate_wait_seconds: z.nullable(z.number()) }));
const Registered = z.object({ agent_id: z.string() });

export interface PythonAgentPlace {
  readonly backendUrl: string;
  readonly token: string;
  readonly ec2Url: string;
  readonly region: string;
}

/**
 * One life of the agent of today on one machine, call by call as that agent makes them: it registers, takes the first command, launches,
 * and ends its own machine before it reports. So the report never leaves the machine. Answers with the machine it has launched, `null`
 * where no command waited.
 */
export async function pythonAgentLife(place: PythonAgentPlace, instanceId: string): Promise<string | null> {
  const ec2 = new EC2Client({
    endpoint: place.ec2Url,
    region: place.region,
    credentials: { accessKeyId: 'AKIASANDBOX000000000', secretAccessKey: 'sandbox' },
  });
  try {
    const own = await describe(ec2, instanceId);
    const { agent_id: agentId } = Registered.parse(await post(place, { path: '/api/agents/register', body: registration(place, own) }));
    const [command] = Commands.parse(await get(place, `/api/agents/${agentId}/pending-commands`));
    if (command === undefined) return null;
    const launched = await launchLike(ec2, own);
    // Its own machine, and with it the process that was to report the switch and to close the command.
    if ((command.terminate_wait_seconds ?? 0) > 0) await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    return launched;
  } finally {
    ec2.destroy();
  }
}

interface OwnMachine {
  readonly id: string;
  readonly az: string;
  readonly imageId: string;
}

async function describe(ec2: EC2Client, id: string): Promise<OwnMachine> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  const found = Reservations?.[0]?.Instances?.[0];
  return { id, az: found?.Placement?.AvailabilityZone ?? '', imageId: found?.ImageId ?? '' };
}

/** Without a client token, as it does. */
async function launchLike(ec2: EC2Client, { az, imageId }: OwnMachine): Promise<string> {
  const tags = [
    { Key: 'Name', Value: 'SpotOptimizer-spot' },
    { Key: 'ManagedBy', Value: 'SpotOptimizer' },
    { Key: 'LogicalAgentId', Value: 'web-01' },
  ];
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: imageId,
      InstanceType: 't3.medium',
      Placement: { AvailabilityZone: az },
      InstanceMarketOptions: { MarketType: 'spot' },
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: tags }],
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}

function registration({ token, region }: PythonAgentPlace, { id, az, imageId }: OwnMachine): unknown {
  const machine = { instance_id: id, instance_type: 't3.medium', region, az, ami_id: imageId, mode: 'spot' };
  return { client_token: token, logical_agent_id: 'web-01', hostname: 'ip-10-0-1-10', agent_version: '4.0.0', ...machine };
}

async function get({ backendUrl, token }: PythonAgentPlace, path: string): Promise<unknown> {
  const { body } = await request(`${backendUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return await body.json();
}

async function post(
  { backendUrl, token }: PythonAgentPlace,
  { path, body: sent }: { readonly path: string; readonly body: unknown },
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { body } = await request(`${backendUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(sent) });
  return await body.json();
}
