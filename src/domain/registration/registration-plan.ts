import type { Agent } from '../agent.ts';
import type { InstanceStatus } from '../instance.ts';
import type { RegistrationRequest } from './registration-request.ts';
import type { SweepOutlook } from './sweep.ts';

/** A row that the registration takes out of service. */
export interface ExpectedDemotion {
  readonly id: string;
  readonly status: InstanceStatus;
  readonly isActive: boolean | null;
  /** What becomes of it where the backend leaves its row as active as it is. */
  readonly outlook: SweepOutlook;
}

/** Why a registration is not allowed, and the next step: a command where there is one. */
export interface RegistrationObjection {
  readonly reason: string;
  readonly next: string;
}

/** What a registration would come to. */
export type RegistrationPlan =
  | { readonly kind: 'nothing-to-do'; readonly agent: Agent; readonly request: RegistrationRequest }
  | ({ readonly kind: 'refused' } & RegistrationObjection)
  | {
      readonly kind: 'ready';
      readonly agent: Agent;
      readonly request: RegistrationRequest;
      readonly demoted: readonly ExpectedDemotion[];
      readonly warnings: readonly string[];
    };
