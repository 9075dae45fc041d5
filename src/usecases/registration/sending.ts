import type { Instance } from '../../domain/instance.ts';
import type { RegistrationPlan } from '../../domain/registration/registration-plan.ts';
import type { PlannedRegistration } from '../plan-registrations.ts';

/** A registration that is still as it was shown, on its way to the backend. */
export interface Sending {
  readonly planned: PlannedRegistration;
  readonly plan: Extract<RegistrationPlan, { kind: 'ready' }>;
  readonly row: Instance | null;
  readonly knownOrphans: ReadonlySet<string>;
}
