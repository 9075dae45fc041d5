import type { AgentIdentity } from '../../domain/agent-run/agent-identity.ts';
import type { AgentPorts } from '../../ports/agent-ports.ts';
import { newestPrice } from './newest-price.ts';

/** Registers an instance in the way that demotes the primary before it. Throws the backend's error. */
export async function registerPrimary(
  ports: AgentPorts,
  { agentId, identity }: { readonly agentId: string; readonly identity: AgentIdentity },
): Promise<void> {
  const backend = await ports.backend();
  const { instanceId, instanceType, region, az, mode, imageId } = identity;
  await backend.register(agentId, {
    instanceId,
    instanceType,
    region,
    az,
    mode,
    imageId,
    poolId: `${instanceType}.${az}`,
    isPrimary: true,
    spotPriceUsdPerHour: await newestPrice(ports, identity),
    onDemandPriceUsdPerHour: null,
  });
}
