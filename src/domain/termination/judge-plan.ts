import type { ExitMeaning } from '../errors/catalogue.ts';
import type { Seen } from '../seen.ts';
import type { TerminationPlan } from './termination-plan.ts';

/** How a rehearsal ends: as the run would, as far as that can be told beforehand. */
export function judgePlan(plan: TerminationPlan, permission: ReadonlyMap<string, Seen<boolean>>): ExitMeaning {
  const answers = [...permission.values()];
  if (answers.some((seen) => seen.ok && !seen.value)) return 'denied';
  const leftOut = plan.refusals.length + plan.undecided.length;
  if (plan.targets.length === 0 && plan.refusals.length > 0 && plan.undecided.length === 0) return 'refused';
  return leftOut > 0 || plan.unseen.length > 0 || answers.some((seen) => !seen.ok) ? 'partial' : 'done';
}
