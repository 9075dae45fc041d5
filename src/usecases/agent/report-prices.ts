import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { newestPrices } from './newest-price.ts';
import { onDemandPrice } from './on-demand-price.ts';

/** Tells the backend what the agent's type costs in each zone, and on demand. Throws what kept it from it. */
export async function* reportPrices(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  const { ports, input, agentId, identity } = run;
  // Today's backend lets a zombie's wait begin anew with each report of its price.
  if (!run.standing.isServing) return;
  const [prices, onDemandUsdPerHour] = await Promise.all([newestPrices(ports, identity), onDemandPrice(run)]);
  const at = ports.clock.now().toISOString();
  if (!input.isDryRun) {
    const backend = await ports.agentBackend();
    const spot = prices.map(({ az, usdPerHour }) => ({ az, usdPerHour }));
    await backend.reportPrices(agentId, { identity, spot, onDemandUsdPerHour, at });
  }
  yield { kind: 'priced', zones: prices.length, onDemandUsdPerHour };
}
