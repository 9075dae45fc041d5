import { Ec2Fault } from '../ec2-fault.ts';
import type { WorldRegion } from '../cloud-world.ts';
import type { Ec2Call } from '../ec2-call.ts';
import { matching } from '../matching.ts';
import type { XmlFields } from '../xml.ts';

/** Enabled regions, or with `AllRegions` also the others. */
export function describeRegions({ cloud, parameters }: Ec2Call): XmlFields {
  const names = parameters.list('RegionName');
  const unknown = names.find((name) => !cloud.regions.some((region) => region.name === name));
  if (unknown !== undefined) throw new Ec2Fault({ code: 'InvalidParameterValue', message: `Invalid region name: ${unknown}` });
  const visible = cloud.regions.filter((region) => isEnabled(region) || parameters.isSet('AllRegions') || names.includes(region.name));
  const named = visible.filter(({ name }) => names.length === 0 || names.includes(name));
  const selected = matching(named, {
    filters: parameters.filters(),
    valuesOf: ({ name }, filter) => (filter === 'region-name' ? [name] : undefined),
  });
  return {
    regionInfo: selected.map((region) => ({
      regionName: region.name,
      regionEndpoint: `ec2.${region.name}.amazonaws.com`,
      optInStatus: isEnabled(region) ? 'opt-in-not-required' : 'not-opted-in',
    })),
  };
}

export function describeAvailabilityZones({ cloud, region, parameters }: Ec2Call): XmlFields {
  const names = parameters.list('ZoneName');
  const zones = cloud.regions.find(({ name }) => name === region)?.zones ?? [];
  const unknown = names.find((name) => !zones.includes(name));
  if (unknown !== undefined) throw new Ec2Fault({ code: 'InvalidParameterValue', message: `Invalid availability zone: [${unknown}]` });
  const named = zones.filter((zone) => names.length === 0 || names.includes(zone));
  const selected = matching(named, {
    filters: parameters.filters(),
    valuesOf: (zone, filter) => (filter === 'zone-name' ? [zone] : undefined),
  });
  return { availabilityZoneInfo: selected.map((zoneName) => ({ zoneName, zoneState: 'available', regionName: region, messageSet: [] })) };
}

export function isEnabled(region: WorldRegion): boolean {
  return region.isEnabled ?? true;
}
