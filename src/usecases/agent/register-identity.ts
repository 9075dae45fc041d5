import type { AgentIdentity } from '../../domain/agent-run/agent-identity.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { RegisteredAgent } from '../../ports/agent-backend.ts';
import type { AgentPorts } from '../../ports/agent-ports.ts';
import { see } from '../see.ts';
import { newestPrices } from './newest-price.ts';

/**
 * Registers an agent with its instance. Today's backend fails at a spot pool that it knows no price of yet, once it has written the agent's
 * row: the prices are told then, so that the next attempt goes through. Throws the backend's error.
 */
export async function registerIdentity(
  ports: AgentPorts,
  { identity, clientId }: { readonly identity: AgentIdentity; readonly clientId: string },
): Promise<RegisteredAgent> {
  const backend = await ports.agentBackend();
  try {
    return await backend.register(identity);
  } catch (error) {
    const isPoolUnknown = error instanceof SpotctlError && error.code === 'BACKEND_FAILED' && identity.mode === 'spot';
    if (isPoolUnknown) await see(tellPrices(ports, { identity, clientId }));
    throw error;
  }
}

async function tellPrices(
  ports: AgentPorts,
  { identity, clientId }: { readonly identity: AgentIdentity; readonly clientId: string },
): Promise<void> {
  const [backend, own] = await Promise.all([ports.backend(), ports.agentBackend()]);
  const agents = await backend.agents(clientId);
  const agent = agents.find(({ logicalAgentId }) => logicalAgentId === identity.logicalAgentId);
  if (agent === undefined) return;
  const prices = await newestPrices(ports, identity);
  const spot = prices.map(({ az, usdPerHour }) => ({ az, usdPerHour }));
  await own.reportPrices(agent.id, { identity, spot, onDemandUsdPerHour: null, at: ports.clock.now().toISOString() });
}
