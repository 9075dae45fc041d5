import type { DiagnosisInput, EndpointProbe } from '../../../src/domain/findings/diagnosis-input.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import { cloudInstance } from '../../support/builders.ts';
import type { Blindness } from './blindness.ts';
import { healthyWorld, see, SPARE_ID, type World } from './world.ts';

/** One defect put into a healthy fleet, and a source without which it cannot be judged. */
export interface Injection {
  readonly code: string;
  readonly defect: string;
  readonly sick: () => DiagnosisInput;
  /** Findings that this one cannot come without. */
  readonly brings?: readonly string[];
  /** `null` where the finding is about the source itself, so that it cannot be unseen. */
  readonly blind: Blindness | null;
  readonly blindStatus?: 'unknown' | 'skipped';
}

export function world(change: (healthy: World) => Partial<World>): DiagnosisInput {
  const healthy = healthyWorld();
  return see({ ...healthy, ...change(healthy) });
}

export function withRow(id: string, facts: Partial<Instance>): (healthy: World) => Partial<World> {
  return ({ instances }) => ({ instances: instances.map((row) => (row.id === id ? { ...row, ...facts } : row)) });
}

export function withSpare(row: Instance | null): (healthy: World) => Partial<World> {
  return ({ instances, clouds }) => ({
    instances: row === null ? instances : [...instances, row],
    clouds: [...clouds, cloudInstance({ id: SPARE_ID })],
  });
}

export function withProbe(name: string, facts: Partial<EndpointProbe>): (healthy: World) => Partial<World> {
  return ({ endpoints }) => ({ endpoints: endpoints.map((probe) => (probe.name === name ? { ...probe, ...facts } : probe)) });
}

export const unknownColumn = "1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'";
