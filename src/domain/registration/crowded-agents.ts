/** Agents for which more than one instance is to become primary at once: each would demote the one before. */
export function crowdedAgents(
  planned: readonly { readonly instanceId: string; readonly agentId: string; readonly isPrimary: boolean }[],
): ReadonlyMap<string, readonly string[]> {
  const primaries = Map.groupBy(
    planned.filter(({ isPrimary }) => isPrimary),
    ({ agentId }) => agentId,
  );
  const crowded = [...primaries].filter(([, ofAgent]) => ofAgent.length > 1);
  return new Map(crowded.map(([agentId, ofAgent]) => [agentId, ofAgent.map(({ instanceId }) => instanceId)]));
}
