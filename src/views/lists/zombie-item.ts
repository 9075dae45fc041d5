import type { Timestamp } from '../../domain/instance.ts';
import type { FleetInstance } from '../../domain/reconciliation.ts';
import { type HeardOffers, sweepObstacle, waitEndsAt } from '../../domain/sweep-obstacle.ts';
import type { SweepObstacle } from '../../domain/sweep-obstacles.ts';
import { type InstanceItem, instanceItem, type ItemFacts } from './instance-item.ts';

/** An item of `zombies`: that of an instance, and why it still runs. */
export interface ZombieItem extends InstanceItem {
  /** `null`: its row does not say since when it waits, or nobody says how long. */
  readonly waitEndsAt: Timestamp | null;
  /** `null` where nothing that was seen explains it. */
  readonly notSweptBecause: SweepObstacle | null;
}

export function zombieItem(instance: FleetInstance, facts: ItemFacts & { readonly offers: HeardOffers }): ZombieItem {
  return {
    ...instanceItem(instance, facts),
    waitEndsAt: waitEndsAt(instance),
    notSweptBecause: sweepObstacle(instance, facts),
  };
}
