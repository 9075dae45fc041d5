import type { WorldInstance } from '../ec2-emulator/cloud-world.ts';
import type { FleetHost, Trouble } from './fleet-host.ts';
import { fleetTags } from './fleet-tags.ts';
import { DAY, type Moments } from './moments.ts';

export const FLEET_IMAGE = 'ami-0abcdef1234567890';

type Pair = { readonly primary: WorldInstance; readonly second: WorldInstance };

/** What EC2 holds of a host in each trouble. */
const instancesIn: Readonly<Record<Trouble, (pair: Pair) => readonly WorldInstance[]>> = {
  ghost: both,
  'zombie-past-wait': both,
  'zombie-attempted': both,
  'zombie-never-swept': both,
  unregistered: both,
  'two-primaries': both,
  'terminated-replica-runs': both,
  'no-primary': () => [],
  'primary-stopped': ({ primary }) => [{ ...primary, state: 'stopped' }],
  'other-type': ({ primary }) => [{ ...primary, instanceType: 't3.large' }],
  silent: ({ primary }) => [primary],
};

/** What runs in EC2 for a host. */
export function hostInstances(host: FleetHost, moments: Moments): readonly WorldInstance[] {
  const instance = running(host, moments);
  const primary = instance(host.primaryId, host.launchedSecondsAgo);
  const second = instance(host.secondId, host.launchedSecondsAgo + 4 * DAY);
  if (host.trouble !== null) return instancesIn[host.trouble]({ primary, second });
  return host.hasReplica ? [primary, second] : [primary];
}

function both({ primary, second }: Pair): readonly WorldInstance[] {
  return [primary, second];
}

function running(host: FleetHost, moments: Moments) {
  return (id: string, launchedSecondsAgo: number): WorldInstance => ({
    id,
    region: host.region,
    az: host.az,
    instanceType: host.type.name,
    launchedAt: moments.iso(launchedSecondsAgo),
    imageId: FLEET_IMAGE,
    lifecycle: 'spot',
    tags: fleetTags(host.logicalAgentId),
  });
}
