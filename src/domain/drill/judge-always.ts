import { isStanding } from '../cloud-instance.ts';
import { type DrillRecord, launchedIn } from './drill-record.ts';
import { cloudIn, type DrillSight } from './drill-sight.ts';
import { failed, type Judgement } from './drill-step.ts';

/** What breaks a drill at whatever step it is: a second launch, a replacement that ended, an old instance that ended too soon. */
export function judgeAlways(sight: DrillSight, record: DrillRecord): Judgement | null {
  const { plan, replacementId, replacedAt } = record;
  if (!sight.cloud.ok || record.commandId === null) return null;
  const launched = launchedIn(sight, record).map(({ id }) => id);
  if (launched.length > 1) return failed(`the one switch was launched ${launched.length} times: ${launched.join(', ')}`);
  const replacement = cloudIn(sight, replacementId);
  if (replacement !== null && !isStanding(replacement.state)) return failed(`the replacement ${replacement.id} is ${replacement.state}`);
  const old = cloudIn(sight, plan.old.id);
  if (replacedAt === null && sight.backend.ok && (old === null || !isStanding(old.state)))
    return failed(`${plan.old.id} is ${old?.state ?? 'absent'} in EC2 before the backend knows of a replacement`);
  return null;
}
