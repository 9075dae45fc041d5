import type { Fleet } from '../../domain/reconciliation.ts';
import type { KnownIds } from './id-cache.ts';

/** What a fleet has to complete: what still stands first, since that is what commands are for. */
export function idsOf({ agents, instances }: Fleet): KnownIds {
  const standing = instances.filter(({ standing: word }) => word !== 'terminated');
  const over = instances.filter(({ standing: word }) => word === 'terminated');
  return {
    instance: [...standing, ...over].map(({ id, standing: word, agent }) => ({
      value: id,
      description: [word, agent?.logicalAgentId].filter((part) => part !== undefined).join(' '),
    })),
    agent: agents.flatMap(({ id, logicalAgentId, status }) => [
      { value: logicalAgentId, description: status },
      { value: id, description: logicalAgentId },
    ]),
    region: [...new Set([...agents, ...instances].flatMap(({ region }) => region ?? []))]
      .toSorted()
      .map((value) => ({ value, description: '' })),
  };
}
