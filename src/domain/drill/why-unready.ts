import type { Agent } from '../agent.ts';
import type { AgentCommand } from '../agent-run/switch-order.ts';
import { AUTO_SCALING_GROUP_TAG, type CloudInstance, FLEET_REQUEST_TAGS, isStanding, KEEP_TAG } from '../cloud-instance.ts';
import { claimsPrimary, type Instance } from '../instance.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** What a drill of an agent would start from. */
export interface DrillStart {
  readonly agent: Agent;
  /** Rows of the agent. */
  readonly rows: readonly Instance[];
  /** What EC2 shows of its region. */
  readonly cloud: readonly CloudInstance[];
  readonly commands: readonly AgentCommand[];
  readonly isOldProtected: boolean;
  readonly ownInstanceId: string | null;
  readonly changes: Partial<SweepSettings>;
}

export interface Obstacle {
  readonly reason: string;
  /** The command that goes on. */
  readonly next: string;
}

/** Why a switch could not be rehearsed to its end, or would touch more than its own; `null` where nothing is in the way. */
export function whyUnready(start: DrillStart): Obstacle | null {
  const { agent, rows, commands } = start;
  const name = agent.logicalAgentId;
  if (agent.isEnabled === false || agent.status === 'deleted')
    return { reason: `agent ${name} is ${agent.status === 'deleted' ? 'deleted' : 'disabled'}`, next: 'spotctl agents' };
  const primaries = rows.filter(claimsPrimary);
  const [primary] = primaries;
  if (primary === undefined || primaries.length > 1 || primary.id !== agent.instanceId || primary.status !== 'running_primary')
    return { reason: `agent ${name} has no one primary that it points at`, next: 'spotctl doctor' };
  if (commands.length > 0)
    return {
      reason: `${commands.length === 1 ? 'a command waits' : `${commands.length} commands wait`} for agent ${name} already`,
      next: `spotctl agents`,
    };
  return whyOldCannotGo(primary, start) ?? whyOthersWouldGo(start);
}

/** What would keep its own agent from ending the old instance. */
function whyOldCannotGo({ id }: Instance, { cloud, isOldProtected, ownInstanceId }: DrillStart): Obstacle | null {
  const next = `spotctl instance ${id}`;
  const old = cloud.find((instance) => instance.id === id);
  if (old === undefined || old.state !== 'running') return { reason: `EC2 shows the primary ${id} as ${old?.state ?? 'absent'}`, next };
  if (id === ownInstanceId) return { reason: `spotctl runs on the primary ${id}, which the drill would end`, next };
  if (old.tags[KEEP_TAG] !== undefined) return { reason: `the primary ${id} is tagged ${KEEP_TAG}, so no agent may end it`, next };
  if (isOldProtected) return { reason: `termination or stop protection of the primary ${id} is on, so no agent may end it`, next };
  const isManaged = [AUTO_SCALING_GROUP_TAG, ...FLEET_REQUEST_TAGS].some((tag) => old.tags[tag] !== undefined) || old.isServiceManaged;
  return isManaged ? { reason: `an Auto Scaling group, a fleet or a service of AWS owns the primary ${id}`, next } : null;
}

/** Other settings would let the sweep take what waits for it beside the drill's own. */
function whyOthersWouldGo({ agent, rows, cloud, changes }: DrillStart): Obstacle | null {
  if (Object.keys(changes).length === 0) return null;
  const waiting = rows.filter(({ id, status }) => status === 'zombie' && cloud.some((one) => one.id === id && isStanding(one.state)));
  if (waiting.length === 0) return null;
  return {
    reason: `the drill would change when ${waiting.map(({ id }) => id).join(', ')} of agent ${agent.logicalAgentId} is swept`,
    next: `spotctl zombies --terminate --agent ${agent.logicalAgentId}`,
  };
}
