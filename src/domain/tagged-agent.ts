import type { Agent } from './agent.ts';
import { FLEET_TAG } from './cloud-instance.ts';

/** What a switch writes where the agent has no logical id of its own. */
const NO_NAME = 'default';

/** The logical agent id that an instance's tags name; `null` where they name none. */
export function taggedAgent(tags: Readonly<Record<string, string>>, agents: readonly Agent[]): string | null {
  const tag = tags[FLEET_TAG.logicalAgentId]?.trim() ?? '';
  if (tag === '') return null;
  const isPlaceholder = tag === NO_NAME && !agents.some((agent) => agent.logicalAgentId === NO_NAME);
  return isPlaceholder ? null : tag;
}
