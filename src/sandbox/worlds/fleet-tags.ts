import { FLEET_TAG } from '../../domain/cloud-instance.ts';

/** The tags an agent gives the instances it launches. */
export function fleetTags(logicalAgentId: string, mode: 'spot' | 'ondemand' = 'spot'): Readonly<Record<string, string>> {
  return {
    Name: `SpotOptimizer-${mode}`,
    [FLEET_TAG.managedBy]: FLEET_TAG.managedByValue,
    [FLEET_TAG.logicalAgentId]: logicalAgentId,
  };
}
