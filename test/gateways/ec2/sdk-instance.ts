import type { Instance, InstanceNetworkInterface } from '@aws-sdk/client-ec2';
import type { Attachment, CloudInstance } from '../../../src/domain/cloud-instance.ts';
import { readState } from '../../../src/gateways/ec2/read-state.ts';
import { readTransition } from '../../../src/gateways/ec2/read-transition.ts';

/** What the SDK's own answer says of an instance: the gateway, which reads the bytes itself, is to say the same. */
export function sdkInstance(instance: Instance, place: { readonly id: string; readonly region: string }): CloudInstance {
  return {
    id: place.id,
    region: place.region,
    az: orNull(instance.Placement?.AvailabilityZone),
    state: readState(instance.State?.Code),
    stateReason: readStateReason(instance),
    transitionedAt: readTransition(instance.StateTransitionReason ?? ''),
    instanceType: orNull(instance.InstanceType),
    imageId: orNull(instance.ImageId),
    lifecycle: instance.InstanceLifecycle === 'spot' ? 'spot' : 'on-demand',
    spotRequestId: orNull(instance.SpotInstanceRequestId),
    launchedAt: orNull(instance.LaunchTime?.toISOString()),
    tags: Object.fromEntries((instance.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    isServiceManaged: instance.Operator?.Managed ?? false,
    volumes: readVolumes(instance),
    networkInterfaces: readNetworkInterfaces(instance),
    elasticAddresses: readElasticAddresses(instance.NetworkInterfaces ?? []),
  };
}

function orNull(text: string | undefined): string | null {
  return text ?? null;
}

function readStateReason({ StateReason: reason }: Instance): CloudInstance['stateReason'] {
  return reason?.Code === undefined || reason.Code === '' ? null : { code: reason.Code, message: reason.Message ?? '' };
}

function readVolumes({ BlockDeviceMappings: mappings }: Instance): readonly Attachment[] {
  return (mappings ?? []).flatMap(({ Ebs: ebs }) =>
    ebs?.VolumeId === undefined ? [] : [{ id: ebs.VolumeId, deletedOnTermination: ebs.DeleteOnTermination ?? false }],
  );
}

function readNetworkInterfaces({ NetworkInterfaces: interfaces }: Instance): readonly Attachment[] {
  return (interfaces ?? []).flatMap(({ NetworkInterfaceId: id, Attachment: attachment }) =>
    id === undefined ? [] : [{ id, deletedOnTermination: attachment?.DeleteOnTermination ?? false }],
  );
}

/** Addresses of AWS's own pool are owned by `amazon` and go with the instance; all others belong to an account and stay. */
function readElasticAddresses(interfaces: readonly InstanceNetworkInterface[]): readonly string[] {
  const associations = interfaces.flatMap((networkInterface) => [
    networkInterface.Association,
    ...(networkInterface.PrivateIpAddresses ?? []).map((address) => address.Association),
  ]);
  const kept = associations.flatMap((association) =>
    association?.PublicIp === undefined || association.IpOwnerId === 'amazon' ? [] : [association.PublicIp],
  );
  return [...new Set(kept)];
}
