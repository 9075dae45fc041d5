import type { Confirmed } from '../../domain/termination/guard.ts';
import type { TerminationOptions } from '../../domain/termination/termination-options.ts';
import type { TerminationPlan } from '../../domain/termination/termination-plan.ts';
import type { RunOrigin } from '../journal/begin-run.ts';

export interface TerminateInput {
  readonly plan: TerminationPlan;
  /** What the operator was shown and agreed to: whatever the plan holds beyond it is refused. */
  readonly confirmed: Confirmed;
  readonly options: TerminationOptions;
  /** How long each target may take to end once EC2 has accepted; `null` to send and not wait. */
  readonly waitSeconds: number | null;
  readonly runId: string;
  readonly origin: RunOrigin;
  /** The operator's interrupt: nothing more is sent, and what is done is still reported. */
  readonly signal: AbortSignal;
}
