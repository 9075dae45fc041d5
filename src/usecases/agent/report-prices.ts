import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { newestPrices } from './newest-price.ts';

/** Tells the backend what the agent's type costs in each zone. Throws what kept it from it. */
export async function* reportPrices({ ports, input, agentId, clientId, identity, standing }: AgentRun): AsyncGenerator<AgentEvent, void> {
  // Today's backend lets a zombie's wait begin anew with each report of its price.
  if (!standing.isServing) return;
  const prices = await newestPrices(ports, identity);
  const at = ports.clock.now().toISOString();
  if (!input.isDryRun) {
    const backend = await ports.agentBackend();
    const row = await backend.ownRow(clientId, identity.instanceId);
    const spot = prices.map(({ az, usdPerHour }) => ({ az, usdPerHour }));
    await backend.reportPrices(agentId, { identity, spot, onDemandUsdPerHour: row?.onDemandPriceUsdPerHour ?? null, at });
  }
  yield { kind: 'priced', zones: prices.length };
}
