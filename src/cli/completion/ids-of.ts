import type { PackableFleet } from '../../domain/reconciliation.ts';
import type { Candidate } from './completion-table.ts';
import type { KnownIds } from './id-cache.ts';

/** What a fleet has to complete: what still stands first, since that is what commands are for. Made as far as they are taken. */
export function idsOf({ agents, instances }: PackableFleet, regions: readonly string[]): KnownIds {
  return { instance: instanceIds(instances), agent: agentIds(agents), region: regions.map((value) => ({ value, description: '' })) };
}

function* instanceIds(instances: PackableFleet['instances']): Generator<Candidate> {
  for (const isOver of [false, true]) {
    for (const { id, standing, agent } of instances) {
      if ((standing === 'terminated') !== isOver) continue;
      const words = agent === null ? [standing] : [standing, agent.logicalAgentId];
      yield { value: id, description: words.join(' ') };
    }
  }
}

function* agentIds(agents: PackableFleet['agents']): Generator<Candidate> {
  for (const { id, logicalAgentId, status } of agents) {
    yield { value: logicalAgentId, description: status };
    yield { value: id, description: logicalAgentId };
  }
}
