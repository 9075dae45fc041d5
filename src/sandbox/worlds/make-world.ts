import { defectWorld } from './defect-world.ts';
import { fleetWorld } from './fleet-world.ts';
import { healthyWorld } from './healthy-world.ts';
import { incidentWorld } from './incident-world.ts';
import type { World, WorldName } from './world.ts';

/** The world of that name as it stands at `now`; `size`, in instances, counts for the fleet only. */
export function makeWorld(name: WorldName, { now, size }: { readonly now: Date; readonly size: number }): World {
  switch (name) {
    case 'incident':
      return incidentWorld(now);
    case 'healthy':
      return healthyWorld(now);
    case 'fleet':
      return fleetWorld(now, size);
    default:
      return defectWorld(now, name);
  }
}
