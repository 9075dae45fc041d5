import { refusal } from '../http/refusal.ts';
import type { AgentRow } from '../store/rows.ts';

/** The instance that a signal is about: the agent's own, which a caller may leave out. 409 for one that does not serve the agent. */
export function servingInstance(agent: AgentRow, named: string | null | undefined): string {
  const instanceId = agent.instance_id;
  if (instanceId === null) throw refusal(409, 'The agent has no instance');
  if (named != null && named !== instanceId) throw refusal(409, `Instance ${named} does not serve this agent`);
  return instanceId;
}
