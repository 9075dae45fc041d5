import type { Agent } from '../agent.ts';
import { type CloudInstance, FLEET_TAG } from '../cloud-instance.ts';
import type { Instance } from '../instance.ts';
import type { Replica } from '../replica.ts';
import type { Packing } from './packed-rows.ts';

const HELD_OF_A_LIST = 12_000;
/** Regions answer side by side, and their instances have tags. */
const HELD_OF_A_REGION = 5000;

export const instancePacking: Packing<Instance> = {
  heldRows: HELD_OF_A_LIST,
  ownTexts: ({ id, lastSwitchAt }) => [id, lastSwitchAt ?? ''],
  pattern: (row) => ({ ...row, id: '', lastSwitchAt: withoutText(row.lastSwitchAt) }),
  restore: (pattern, own) => ({ ...pattern, id: own(0), lastSwitchAt: pattern.lastSwitchAt === null ? null : own(1) }),
};

export const agentPacking: Packing<Agent> = {
  heldRows: HELD_OF_A_LIST,
  ownTexts: ({ id, logicalAgentId, instanceId, lastHeartbeatAt }) => [id, logicalAgentId, instanceId ?? '', lastHeartbeatAt ?? ''],
  pattern: (row) => ({
    ...row,
    id: '',
    logicalAgentId: '',
    instanceId: withoutText(row.instanceId),
    lastHeartbeatAt: withoutText(row.lastHeartbeatAt),
  }),
  restore: (pattern, own) => ({
    ...pattern,
    id: own(0),
    logicalAgentId: own(1),
    instanceId: pattern.instanceId === null ? null : own(2),
    lastHeartbeatAt: pattern.lastHeartbeatAt === null ? null : own(3),
  }),
};

export const replicaPacking: Packing<Replica> = {
  heldRows: HELD_OF_A_LIST,
  ownTexts: ({ id, agentId, instanceId }) => [id, agentId, instanceId],
  pattern: (row) => ({ ...row, id: '', agentId: '', instanceId: '' }),
  restore: (pattern, own) => ({ ...pattern, id: own(0), agentId: own(1), instanceId: own(2) }),
};

/** Tags that are another's on nearly every instance. */
const OWN_TAGS = [FLEET_TAG.logicalAgentId, 'Name'] as const;

export const cloudPacking: Packing<CloudInstance> = {
  heldRows: HELD_OF_A_REGION,
  ownTexts: ({ id, launchedAt, spotRequestId, tags }) => [
    id,
    launchedAt ?? '',
    spotRequestId ?? '',
    ...OWN_TAGS.map((name) => tags[name] ?? ''),
  ],
  pattern: (row) => ({
    ...row,
    id: '',
    launchedAt: withoutText(row.launchedAt),
    spotRequestId: withoutText(row.spotRequestId),
    tags: withTags(row.tags, () => ''),
  }),
  restore: (pattern, own) => ({
    ...pattern,
    id: own(0),
    launchedAt: pattern.launchedAt === null ? null : own(1),
    spotRequestId: pattern.spotRequestId === null ? null : own(2),
    tags: withTags(pattern.tags, (place) => own(place + 3)),
  }),
};

function withoutText(text: string | null): '' | null {
  return text === null ? null : '';
}

/** The same tags in the same order, those of an instance's own with these values. */
function withTags(tags: CloudInstance['tags'], value: (place: number) => string): CloudInstance['tags'] {
  const changed = { ...tags };
  for (const [place, name] of OWN_TAGS.entries()) if (changed[name] !== undefined) changed[name] = value(place);
  return changed;
}
