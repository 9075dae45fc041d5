import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { newestPrices } from './newest-price.ts';

/** Tells the backend what the agent's type costs in each zone. Throws what kept it from it. */
export async function* reportPrices({ ports, input, agentId, identity }: AgentRun): AsyncGenerator<AgentEvent, void> {
  const prices = await newestPrices(ports, identity);
  const at = ports.clock.now().toISOString();
  if (!input.isDryRun) {
    const backend = await ports.agentBackend();
    await backend.reportPrices(agentId, { identity, spot: prices.map(({ az, usdPerHour }) => ({ az, usdPerHour })), at });
  }
  yield { kind: 'priced', zones: prices.length };
}
