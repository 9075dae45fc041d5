import { DescribeSubnetsCommand, type Instance, type Subnet } from '@aws-sdk/client-ec2';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Ec2Region } from './ec2-region.ts';

/**
 * Where in a zone a replacement belongs: in the instance's own subnet within its zone, else in one of the same VPC that hands out
 * addresses as its own does. The same answer for the same subnets, so that EC2 takes a second launch for what it is. `null` for an instance in
 * no VPC. Throws `AWS_NOT_FOUND` where the VPC has none there.
 */
export async function chooseSubnet(
  region: Ec2Region,
  { model, az }: { readonly model: Instance; readonly az: string },
): Promise<string | null> {
  const { SubnetId: own, VpcId: vpc, Placement: placement } = model;
  if (own === undefined) return null;
  if (placement?.AvailabilityZone === az) return own;
  if (vpc === undefined) return null;
  const answer = await region.call('DescribeSubnets', async (client, options) =>
    client.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpc] }] }), options),
  );
  const chosen = bestOf(answer.Subnets ?? [], { own, az });
  if (chosen !== null) return chosen;
  throw new SpotctlError({ code: 'AWS_NOT_FOUND', message: `${vpc}, the VPC of ${model.InstanceId ?? own}, has no subnet in ${az}.` });
}

function bestOf(subnets: readonly Subnet[], { own, az }: { readonly own: string; readonly az: string }): string | null {
  const isPublic = subnets.find(({ SubnetId }) => SubnetId === own)?.MapPublicIpOnLaunch === true;
  const there = subnets.filter(({ AvailabilityZone, State }) => AvailabilityZone === az && State === 'available');
  const alike = there.filter(({ MapPublicIpOnLaunch }) => (MapPublicIpOnLaunch === true) === isPublic);
  const ids = (alike.length > 0 ? alike : there).flatMap(({ SubnetId }) => SubnetId ?? []);
  return ids.toSorted()[0] ?? null;
}
