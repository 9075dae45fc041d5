import { see } from '../see.ts';
import type { AgentRun } from './agent-run.ts';

/**
 * USD per hour of the agent's type on demand: as AWS's price list has it, else as the backend books it, since a report that leaves it out
 * would erase that. `null` where neither tells one: a policy need not permit the list. Throws the backend's error.
 */
export async function onDemandPrice({ ports, clientId, identity }: AgentRun): Promise<number | null> {
  const { region, instanceType, instanceId } = identity;
  const listed = await see(ports.cloud().then(async (cloud) => await cloud.onDemandPrices(region, [instanceType])));
  const price = listed.ok ? listed.value.get(instanceType) : undefined;
  if (price !== undefined) return price;
  const backend = await ports.agentBackend();
  const row = await backend.ownRow(clientId, instanceId);
  // A backend that knows none books 0.
  return row?.onDemandPriceUsdPerHour || null;
}
