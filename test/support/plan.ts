import { priceBook } from '../../src/domain/cost.ts';
import type { CloudInstance } from '../../src/domain/cloud-instance.ts';
import type { FleetRows } from '../../src/domain/fleet-snapshot.ts';
import type { Instance } from '../../src/domain/instance.ts';
import { reconcile } from '../../src/domain/reconciliation.ts';
import type { SpotPrice } from '../../src/domain/spot-price.ts';
import { findCandidates } from '../../src/domain/termination/find-candidates.ts';
import { planTermination, type TerminationFacts } from '../../src/domain/termination/plan-termination.ts';
import { STRICTEST, type TerminationOptions } from '../../src/domain/termination/termination-options.ts';
import type { TerminationPlan } from '../../src/domain/termination/termination-plan.ts';
import { CLIENT_ID, cloudInstance, fleetRows, instance, snapshot } from './builders.ts';

export const ZOMBIE_ID = 'i-029c1999a147722de';

/** Replaced a day ago, and never swept. */
export function zombie(facts: Partial<Instance> = {}): Instance {
  return instance({
    id: ZOMBIE_ID,
    status: 'zombie',
    isPrimary: false,
    isActive: false,
    zombieSince: '2026-11-23T10:00:00.000Z',
    ...facts,
  });
}

/** The zombie's machine, still running. */
export function zombieCloud(facts: Partial<CloudInstance> = {}): CloudInstance {
  return cloudInstance({ id: ZOMBIE_ID, spotRequestId: 'sir-zombie01', ...facts });
}

export interface PlannedWorld {
  readonly rows?: Partial<FleetRows>;
  /** Rows of the database, where one is configured. */
  readonly database?: Partial<FleetRows>;
  readonly cloud?: readonly CloudInstance[];
  readonly facts?: Partial<TerminationFacts>;
  readonly options?: Partial<TerminationOptions>;
  readonly spotPrices?: readonly SpotPrice[];
}

/** The plan for a world: by default one agent, its running primary and one running zombie. */
export function planFor(world: PlannedWorld = {}): TerminationPlan {
  const rows = fleetRows({ instances: [instance(), zombie()], ...world.rows });
  const seen = snapshot({
    backend: { ok: true, value: rows },
    ...(world.database === undefined ? {} : { database: { ok: true, value: fleetRows(world.database) } as const }),
    regions: new Map([['ap-south-1', { ok: true, value: world.cloud ?? [cloudInstance(), zombieCloud()] }]]),
  });
  const fleet = reconcile(seen);
  const facts: TerminationFacts = {
    account: '123456789012',
    ownInstanceId: null,
    protection: new Map(),
    spotRequestTypes: new Map(),
    offers: new Map(),
    prices: priceBook(fleet.instances, world.spotPrices ?? []),
    ...world.facts,
  };
  const client = { id: CLIENT_ID, name: 'Acme' };
  const found = findCandidates(fleet, seen);
  return planTermination({ fleet, snapshot: seen, client, ...found, unseen: [], facts, options: { ...STRICTEST, ...world.options } });
}
