import { COMMAND_TAG } from '../agent-run/launch-marks.ts';
import { type CloudInstance, FLEET_TAG } from '../cloud-instance.ts';
import { claimsPrimary, type Timestamp } from '../instance.ts';
import type { DrillPlan } from './drill-plan.ts';
import { type DrillSight, rowIn, servingIn } from './drill-sight.ts';

/** What a drill has learnt on its way. */
export interface DrillRecord {
  readonly plan: DrillPlan;
  /** The switch it issued; `null` before. */
  readonly commandId: string | null;
  readonly issuedAt: Timestamp | null;
  readonly replacementId: string | null;
  /** The last look at which the backend still had the old instance in service. */
  readonly lastServedAt: Timestamp | null;
  /** The first look at which it had the replacement there. */
  readonly replacedAt: Timestamp | null;
}

export function startRecord(plan: DrillPlan): DrillRecord {
  return { plan, commandId: null, issuedAt: null, replacementId: null, lastServedAt: null, replacedAt: null };
}

/** The record after one more look. What was learnt once stays. */
export function learn(record: DrillRecord, sight: DrillSight): DrillRecord {
  if (record.commandId === null) return record;
  const { agent, old } = record.plan;
  const serving = servingIn(sight.backend, agent.id);
  const replacementId = record.replacementId ?? launchedIn(sight, record)[0]?.id ?? newPrimary(sight, { record, serving });
  const isReplaced = serving !== null && serving === replacementId;
  return {
    ...record,
    replacementId,
    lastServedAt: serving === old.id ? sight.at : record.lastServedAt,
    replacedAt: record.replacedAt ?? (isReplaced ? sight.at : null),
  };
}

/** What was launched for the drill's switch, by the command that it is tagged with; else what came up since under the agent's tags alone. */
export function launchedIn({ cloud }: Pick<DrillSight, 'cloud'>, { plan, commandId }: DrillRecord): readonly CloudInstance[] {
  if (!cloud.ok || commandId === null) return [];
  const tagged = cloud.value.filter(({ tags }) => tags[COMMAND_TAG] === commandId);
  if (tagged.length > 0) return tagged;
  return cloud.value
    .filter(({ id, tags }) => isOfAgent(tags, plan) && tags[COMMAND_TAG] === undefined && !plan.knownIds.has(id))
    .slice(0, 1);
}

function isOfAgent(tags: Readonly<Record<string, string>>, { agent }: DrillPlan): boolean {
  return tags[FLEET_TAG.logicalAgentId] === agent.logicalAgentId;
}

/** Another agent's launch may carry no tag: then the backend's word tells. */
function newPrimary(sight: DrillSight, { record, serving }: { readonly record: DrillRecord; readonly serving: string | null }) {
  if (serving === null || serving === record.plan.old.id || record.plan.knownIds.has(serving)) return null;
  const row = rowIn(sight.backend, serving);
  return row !== null && claimsPrimary(row) ? serving : null;
}
