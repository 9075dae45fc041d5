import type { WorldInstance, WorldNetworkInterface } from '../cloud-world.ts';
import { type EmulatedInstance, hexDigits } from '../emulated-cloud.ts';
import { stateXml } from '../state-code.ts';
import type { XmlFields } from '../xml.ts';

const DEFAULT_IMAGE_ID = 'ami-0123456789abcdef0';

/** One reservation with one instance, as DescribeInstances tells it. A terminated one has lost its disks and addresses. */
export function reservationXml(instance: EmulatedInstance, accountId: string): XmlFields {
  return {
    reservationId: `r-${hexDigits(`reservation ${instance.facts.id}`)}`,
    ownerId: accountId,
    groupSet: [],
    instancesSet: [instanceXml(instance, accountId)],
  };
}

export function instanceXml(instance: EmulatedInstance, accountId: string): XmlFields {
  const { facts } = instance;
  const isGone = instance.state === 'terminated';
  return {
    instanceId: facts.id,
    imageId: facts.imageId ?? DEFAULT_IMAGE_ID,
    instanceState: stateXml(instance.state),
    privateDnsName: isGone ? '' : `ip-${privateAddress(facts.id).replaceAll('.', '-')}.${facts.region}.compute.internal`,
    reason: instance.stateReason === undefined ? '' : `User initiated (${transitionTime(instance)})`,
    amiLaunchIndex: 0,
    instanceType: facts.instanceType,
    launchTime: new Date(facts.launchedAt).toISOString(),
    placement: { availabilityZone: facts.az, groupName: '', tenancy: 'default' },
    monitoring: { state: 'disabled' },
    ...launchFactsXml(facts),
    ...(isGone ? {} : placeXml(facts)),
    stateReason: instance.stateReason === undefined ? undefined : { ...instance.stateReason },
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    blockDeviceMapping: isGone ? [] : volumesXml(instance),
    instanceLifecycle: facts.lifecycle === 'spot' ? 'spot' : undefined,
    spotInstanceRequestId: instance.spotRequestId,
    tagSet: Object.entries(facts.tags ?? {}).map(([key, value]) => ({ key, value })),
    networkInterfaceSet: isGone ? [] : networkInterfacesXml(instance, accountId),
    operator: facts.operator === undefined ? { managed: false } : { managed: true, principal: facts.operator },
  };
}

/** As in `2026-11-23 12:00:00 GMT`. */
function transitionTime({ stateSinceMs }: EmulatedInstance): string {
  return new Date(stateSinceMs).toISOString().replace(/^(.{10})T(.{8}).*$/u, '$1 $2 GMT');
}

/** What it was launched with, and keeps. */
function launchFactsXml({ keyName, instanceProfileArn }: WorldInstance): XmlFields {
  const profile = instanceProfileArn === undefined ? {} : { iamInstanceProfile: { arn: instanceProfileArn, id: 'AIPA00000000000000000' } };
  return { keyName, ...profile };
}

function placeXml({ az, id, region, securityGroupIds = [], subnetId = subnetOf(az) }: WorldInstance): XmlFields {
  return {
    subnetId,
    vpcId: vpcOf(region),
    privateIpAddress: privateAddress(id),
    groupSet: securityGroupIds.map((groupId) => ({ groupId })),
  };
}

/** One VPC a region. */
export function vpcOf(region: string): string {
  return `vpc-${hexDigits(`vpc ${region}`)}`;
}

/** One subnet a zone, as a default VPC has it. */
export function subnetOf(az: string): string {
  return `subnet-${hexDigits(`subnet ${az}`)}`;
}

function volumesXml({ facts }: EmulatedInstance): readonly XmlFields[] {
  const volumes = facts.volumes ?? [{ id: `vol-${hexDigits(`volume ${facts.id}`)}`, deletedOnTermination: true }];
  return volumes.map(({ id, deletedOnTermination }, position) => ({
    deviceName: position === 0 ? '/dev/xvda' : `/dev/sd${String.fromCharCode(101 + position)}`,
    ebs: {
      volumeId: id,
      status: 'attached',
      attachTime: new Date(facts.launchedAt).toISOString(),
      deleteOnTermination: deletedOnTermination,
    },
  }));
}

function networkInterfacesXml({ facts }: EmulatedInstance, accountId: string): readonly XmlFields[] {
  const interfaces: readonly WorldNetworkInterface[] = facts.networkInterfaces ?? [
    { id: `eni-${hexDigits(`interface ${facts.id}`)}`, deletedOnTermination: true },
  ];
  return interfaces.map((networkInterface, position) => {
    const address = privateAddress(position === 0 ? facts.id : networkInterface.id);
    const association = associationXml(networkInterface, accountId);
    return {
      networkInterfaceId: networkInterface.id,
      ownerId: accountId,
      status: 'in-use',
      privateIpAddress: address,
      attachment: { deviceIndex: position, status: 'attached', deleteOnTermination: networkInterface.deletedOnTermination },
      association,
      privateIpAddressesSet: [{ privateIpAddress: address, primary: true, association }],
    };
  });
}

/** An elastic address is owned by the account, one of AWS's pool by `amazon`. */
function associationXml(networkInterface: WorldNetworkInterface, accountId: string): XmlFields {
  if (networkInterface.elasticAddress !== undefined) return { publicIp: networkInterface.elasticAddress, ipOwnerId: accountId };
  const [first, second, third] = octets(networkInterface.id);
  return { publicIp: `13.${first}.${second}.${third}`, ipOwnerId: 'amazon' };
}

function privateAddress(seed: string): string {
  const [, second, third] = octets(seed);
  return `172.31.${second}.${third}`;
}

function octets(seed: string): readonly [number, number, number] {
  const digits = hexDigits(`address ${seed}`);
  const octetAt = (start: number): number => Number.parseInt(digits.slice(start, start + 2), 16);
  return [octetAt(0), octetAt(2), octetAt(4)];
}
