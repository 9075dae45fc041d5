import type { Store } from '../store/open-store.ts';
import type { AgentRow } from '../store/rows.ts';

const DEFAULTS = { min_savings_percent: 15, risk_threshold: 0.3, max_switches_per_week: 10, min_pool_duration_hours: 2 };

/** An agent's settings as `register` and `config` answer them; the shipped defaults where it has no row of its own. */
export async function agentSettings(store: Store, agent: AgentRow) {
  const own = await store
    .selectFrom('agent_configs')
    .select(['min_savings_percent', 'risk_threshold', 'max_switches_per_week', 'min_pool_duration_hours'])
    .where('agent_id', '=', agent.id)
    .executeTakeFirst();
  return {
    enabled: agent.enabled,
    auto_switch_enabled: agent.auto_switch_enabled,
    auto_terminate_enabled: agent.auto_terminate_enabled,
    terminate_wait_seconds: agent.terminate_wait_seconds,
    replica_enabled: agent.replica_enabled,
    replica_count: agent.replica_count,
    ...(own ?? DEFAULTS),
  };
}
