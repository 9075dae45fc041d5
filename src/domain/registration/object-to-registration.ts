import { taggedAgent } from '../tagged-agent.ts';
import type { RegistrationFacts } from './plan-registration.ts';
import { isMarkedEnded } from './revival.ts';

/** Why the instance may not be registered, the gravest reason first; `null` where nothing speaks against it. */
export function objectionTo(facts: RegistrationFacts): string | null {
  return objections.map((object) => object(facts)).find((reason) => reason !== null) ?? null;
}

type Objection = (facts: RegistrationFacts) => string | null;

const ofAnotherClient: Objection = ({ cloud, fleet, clientId, foreignInstanceIds }) => {
  const owner = rowOf({ cloud, fleet })?.clientId ?? null;
  const isForeign = foreignInstanceIds?.has(cloud.id) === true || (owner !== null && owner !== clientId);
  return isForeign ? 'it belongs to another client of this backend' : null;
};

const notRunning: Objection = ({ cloud }) =>
  cloud.state === 'running' ? null : `EC2 shows it as ${cloud.state}, and only a running instance can serve`;

const terminated: Objection = ({ cloud, fleet, allows }) => {
  const row = rowOf({ cloud, fleet });
  if (row === null || !isMarkedEnded(row) || allows.revive) return null;
  return 'the backend has it as terminated, and would keep the marks of its end on a row that serves (--revive registers it all the same)';
};

const taggedForAnotherAgent: Objection = ({ cloud, fleet, agent }) => {
  const tagged = taggedAgent(cloud.tags, fleet.agents);
  return tagged === null || tagged === agent.logicalAgentId ? null : `its tag names agent ${tagged}, not ${agent.logicalAgentId}`;
};

const ofAnotherAgent: Objection = ({ cloud, fleet, agent }) => {
  const owner = rowOf({ cloud, fleet })?.agentId ?? null;
  const pointing = fleet.agents.find(({ id, instanceId }) => instanceId === cloud.id && id !== agent.id);
  if (pointing !== undefined) return `agent ${pointing.logicalAgentId} names it as its instance`;
  if (owner === null || owner === agent.id) return null;
  return `it belongs to agent ${fleet.agents.find(({ id }) => id === owner)?.logicalAgentId ?? owner}`;
};

const primaryAsReplica: Objection = ({ cloud, fleet, agent, isPrimary }) => {
  const isServing = agent.instanceId === cloud.id || rowOf({ cloud, fleet })?.isPrimary === true;
  return isServing && !isPrimary ? `it is the primary of agent ${agent.logicalAgentId}, which would be left without one` : null;
};

const disabledAgent: Objection = ({ agent, allows }) =>
  agent.isEnabled === false && !allows.disabledAgent
    ? `agent ${agent.logicalAgentId} is disabled (--allow-disabled-agent registers it all the same)`
    : null;

const otherRegion: Objection = ({ cloud, agent, allows }) =>
  agent.region !== null && agent.region !== '' && agent.region !== cloud.region && !allows.otherRegion
    ? `it runs in ${cloud.region}, and the backend has agent ${agent.logicalAgentId} in ${agent.region} (--allow-other-region registers it all the same)`
    : null;

const objections: readonly Objection[] = [
  ofAnotherClient,
  notRunning,
  terminated,
  taggedForAnotherAgent,
  ofAnotherAgent,
  primaryAsReplica,
  disabledAgent,
  otherRegion,
];

function rowOf({ cloud, fleet }: Pick<RegistrationFacts, 'cloud' | 'fleet'>): RegistrationFacts['fleet']['instances'][number]['row'] {
  return fleet.instances.find(({ id }) => id === cloud.id)?.row ?? null;
}
