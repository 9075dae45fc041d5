import { randomUUID } from 'node:crypto';
import type { Ec2Call } from '../ec2-call.ts';
import { Ec2Fault } from '../ec2-fault.ts';
import type { XmlFields } from '../xml.ts';
import { instanceXml, subnetOf } from './instance-xml.ts';

/** One instance a call. The same client token with the same request answers with the instance of the first time. */
export function runInstances(call: Ec2Call): XmlFields {
  const { cloud, region, parameters } = call;
  refuseSeveral(call);
  const az = zoneOf(call);
  const profile = parameters.text('IamInstanceProfile.Arn');
  const keyName = parameters.text('KeyName');
  const launched = cloud.launch(
    {
      region,
      az,
      instanceType: parameters.text('InstanceType') ?? 'm1.small',
      imageId: parameters.requiredText('ImageId'),
      lifecycle: parameters.text('InstanceMarketOptions.MarketType') === 'spot' ? 'spot' : 'on-demand',
      tags: parameters.tags(),
      securityGroupIds: parameters.list('SecurityGroupId'),
      subnetId: parameters.text('SubnetId') ?? subnetOf(az),
      ...(profile === undefined ? {} : { instanceProfileArn: profile }),
      ...(keyName === undefined ? {} : { keyName }),
    },
    { token: parameters.text('ClientToken') ?? randomUUID(), fingerprint: parameters.fingerprint() },
  );
  if (launched.kind === 'mismatch') {
    throw new Ec2Fault({ code: 'IdempotentParameterMismatch', message: 'The client token was used with other parameters before.' });
  }
  const instance = cloud.find(region, launched.id);
  if (instance === undefined) throw new Ec2Fault({ code: 'InvalidInstanceID.NotFound', message: `${launched.id} has ended long ago.` });
  return {
    reservationId: `r-${launched.id.slice(2)}`,
    ownerId: cloud.accountId,
    groupSet: [],
    instancesSet: [instanceXml(instance, cloud.accountId)],
  };
}

function refuseSeveral({ parameters }: Ec2Call): void {
  if (parameters.integer('MinCount') === 1 && parameters.integer('MaxCount') === 1) return;
  throw new Ec2Fault({ code: 'InvalidParameterValue', message: 'This EC2 launches one instance a call: MinCount and MaxCount must be 1.' });
}

function zoneOf({ cloud, region, parameters }: Ec2Call): string {
  const zones = cloud.regions.find(({ name }) => name === region)?.zones ?? [];
  const subnetId = parameters.text('SubnetId');
  const zone = parameters.text('Placement.AvailabilityZone') ?? zones.find((one) => subnetOf(one) === subnetId) ?? zones[0];
  if (zone !== undefined && zones.includes(zone)) return zone;
  throw new Ec2Fault({ code: 'InvalidParameterValue', message: `Invalid availability zone: [${zone ?? ''}]` });
}
