import type { PlannedTarget } from './termination-plan.ts';

/** Small, so that one bad id delays few others. */
const BATCH_SIZE = 10;

export interface Batch {
  readonly region: string;
  readonly az: string | null;
  readonly targets: readonly PlannedTarget[];
}

/**
 * Targets of one region and zone, ten at most: a protected id makes EC2 refuse its zone and yet do the others.
 * One that is or may be protected goes alone.
 */
export function batchTargets(targets: readonly PlannedTarget[]): readonly Batch[] {
  const places = new Map<string, { region: string; az: string | null; calm: PlannedTarget[]; suspect: PlannedTarget[] }>();
  for (const target of targets) {
    const { region, az } = target;
    const key = `${region} ${az}`;
    const place = places.get(key) ?? { region, az, calm: [], suspect: [] };
    places.set(key, place);
    (target.protection === 'off' ? place.calm : place.suspect).push(target);
  }
  return [...places.values()].flatMap(({ region, az, calm, suspect }) =>
    [...chunk(calm), ...suspect.map((target) => [target])].map((part) => ({ region, az, targets: part })),
  );
}

function chunk(targets: readonly PlannedTarget[]): PlannedTarget[][] {
  const count = Math.ceil(targets.length / BATCH_SIZE);
  return Array.from({ length: count }, (_unused, position) => targets.slice(position * BATCH_SIZE, (position + 1) * BATCH_SIZE));
}
