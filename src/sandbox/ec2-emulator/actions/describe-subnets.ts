import type { Ec2Call } from '../ec2-call.ts';
import { matching } from '../matching.ts';
import type { XmlFields } from '../xml.ts';
import { subnetOf, vpcOf } from './instance-xml.ts';

/** The subnets of the region's one VPC, one a zone. */
export function describeSubnets({ cloud, region, parameters }: Ec2Call): XmlFields {
  const zones = cloud.regions.find(({ name }) => name === region)?.zones ?? [];
  const vpcId = vpcOf(region);
  const selected = matching(zones, {
    filters: parameters.filters(),
    valuesOf: (zone, filter) => ({ 'vpc-id': [vpcId], 'availability-zone': [zone], 'subnet-id': [subnetOf(zone)] })[filter],
  });
  return {
    subnetSet: selected.map((zone) => ({
      subnetId: subnetOf(zone),
      vpcId,
      availabilityZone: zone,
      state: 'available',
      mapPublicIpOnLaunch: true,
      defaultForAz: true,
    })),
  };
}
