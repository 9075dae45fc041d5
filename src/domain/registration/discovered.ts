import type { CloudState } from '../cloud-instance.ts';
import type { Timestamp } from '../instance.ts';
import type { Fleet, FleetInstance } from '../reconciliation.ts';
import { primariesOf } from './plan-registration.ts';

/** An instance that EC2 has under the fleet's tags and the backend does not know. */
export interface Discovered {
  readonly id: string;
  readonly region: string;
  readonly az: string | null;
  readonly instanceType: string | null;
  readonly mode: 'spot' | 'ondemand';
  readonly state: CloudState;
  readonly launchedAt: Timestamp | null;
  readonly ageSeconds: number | null;
  readonly hourlyCost: number | null;
  readonly logicalAgentId: string;
  /** The primary that its agent has already, and EC2 runs: to register this one as primary would replace it. */
  readonly servedBy: string | null;
}

/** The facts of instances that stand unregistered, oldest first. */
export function discoverIn(
  instances: readonly FleetInstance[],
  known: { readonly fleet: Fleet; readonly now: Timestamp; readonly hourlyOf: (instance: FleetInstance) => number | null },
): readonly Discovered[] {
  const { fleet, now, hourlyOf } = known;
  const found = instances.flatMap((instance): Discovered[] => {
    const cloud = instance.cloud.ok ? instance.cloud.value : null;
    if (cloud === null || instance.agent === null) return [];
    const { launchedAt } = cloud;
    return [
      {
        id: cloud.id,
        region: cloud.region,
        az: cloud.az,
        instanceType: cloud.instanceType,
        mode: cloud.lifecycle === 'spot' ? 'spot' : 'ondemand',
        state: cloud.state,
        launchedAt,
        ageSeconds: launchedAt === null ? null : Math.max(0, Math.floor((Date.parse(now) - Date.parse(launchedAt)) / 1_000)),
        hourlyCost: hourlyOf(instance),
        logicalAgentId: instance.agent.logicalAgentId,
        servedBy: servingIn(fleet, instance),
      },
    ];
  });
  return found.toSorted((left, right) => (right.ageSeconds ?? 0) - (left.ageSeconds ?? 0));
}

function servingIn(fleet: Fleet, { agent }: FleetInstance): string | null {
  if (agent === null) return null;
  const serving = primariesOf(fleet, agent).find(({ id, row }) => row.status === 'running_primary' && isRunning(fleet, id));
  return serving?.id ?? null;
}

function isRunning(fleet: Fleet, id: string): boolean {
  const cloud = fleet.instances.find((instance) => instance.id === id)?.cloud;
  return cloud?.ok === true && cloud.value?.state === 'running';
}

/** Why one is not registered unless it is chosen by name; `null` where nothing speaks against it. */
export function reasonToLeave({ state, servedBy }: Discovered, isPrimary: boolean): string | null {
  if (state !== 'running') return `EC2 shows it as ${state}, and only a running instance can serve`;
  return isPrimary && servedBy !== null ? `${servedBy} serves its agent already: it is replaced if you choose this one` : null;
}
