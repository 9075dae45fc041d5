import { registerCommand } from '../findings/remedies.ts';
import { shellWord } from '../findings/shell-word.ts';
import { taggedAgent } from '../tagged-agent.ts';
import type { RegistrationFacts } from './registration-facts.ts';
import type { RegistrationObjection } from './registration-plan.ts';
import { isMarkedEnded } from './revival.ts';

/** Why the instance may not be registered, the gravest reason first; `null` where nothing speaks against it. */
export function objectionTo(facts: RegistrationFacts): RegistrationObjection | null {
  return objections.map((object) => object(facts)).find((objection) => objection !== null) ?? null;
}

type Objection = (facts: RegistrationFacts) => RegistrationObjection | null;

const ofAnotherClient: Objection = ({ cloud, fleet, clientId, foreignInstanceIds }) => {
  const owner = rowOf({ cloud, fleet })?.clientId ?? null;
  const isForeign = foreignInstanceIds?.has(cloud.id) === true || (owner !== null && owner !== clientId);
  if (!isForeign) return null;
  return { reason: 'it belongs to another client of this backend', next: 'Use the context of its client: spotctl context list' };
};

const notRunning: Objection = ({ cloud }) => {
  if (cloud.state === 'running') return null;
  return { reason: `EC2 shows it as ${cloud.state}, and only a running instance can serve`, next: untilItRuns(cloud) };
};

const terminated: Objection = ({ cloud, fleet, agent, allows }) => {
  const row = rowOf({ cloud, fleet });
  if (row === null || !isMarkedEnded(row) || allows.revive) return null;
  return {
    reason:
      'the backend has it as terminated, and would keep the marks of its end on a row that serves (--revive registers it all the same)',
    next: `See what that would do: ${registerCommand(cloud.id, agent)} --revive --dry-run`,
  };
};

const taggedForAnotherAgent: Objection = ({ cloud, fleet, agent }) => {
  const tagged = taggedAgent(cloud.tags, fleet.agents);
  if (tagged === null || tagged === agent.logicalAgentId) return null;
  return {
    reason: `its tag names agent ${tagged}, not ${agent.logicalAgentId}`,
    next: `Correct the tag LogicalAgentId, or register it for that agent: spotctl register-instance ${cloud.id} --agent ${shellWord(tagged)}`,
  };
};

const ofAnotherAgent: Objection = ({ cloud, fleet, agent }) => {
  const owner = rowOf({ cloud, fleet })?.agentId ?? null;
  const pointing = fleet.agents.find(({ id, instanceId }) => instanceId === cloud.id && id !== agent.id);
  const next = `See whose it is: spotctl instance ${cloud.id}`;
  if (pointing !== undefined) return { reason: `agent ${pointing.logicalAgentId} names it as its instance`, next };
  if (owner === null || owner === agent.id) return null;
  return { reason: `it belongs to agent ${fleet.agents.find(({ id }) => id === owner)?.logicalAgentId ?? owner}`, next };
};

const primaryAsReplica: Objection = ({ cloud, fleet, agent, isPrimary }) => {
  const isServing = agent.instanceId === cloud.id || rowOf({ cloud, fleet })?.isPrimary === true;
  if (!isServing || isPrimary) return null;
  return {
    reason: `it is the primary of agent ${agent.logicalAgentId}, which would be left without one`,
    next: `Register the one that shall serve in its place first: ${registerCommand('ID', agent)}`,
  };
};

const disabledAgent: Objection = ({ cloud, agent, allows }) => {
  if (agent.isEnabled !== false || allows.disabledAgent) return null;
  return {
    reason: `agent ${agent.logicalAgentId} is disabled (--allow-disabled-agent registers it all the same)`,
    next: `Enable the agent, or: ${registerCommand(cloud.id, agent)} --allow-disabled-agent`,
  };
};

const otherRegion: Objection = ({ cloud, agent, allows }) => {
  if (agent.region === null || agent.region === '' || agent.region === cloud.region || allows.otherRegion) return null;
  return {
    reason: `it runs in ${cloud.region}, and the backend has agent ${agent.logicalAgentId} in ${agent.region} (--allow-other-region registers it all the same)`,
    next: `If the agent has moved: ${registerCommand(cloud.id, agent)} --allow-other-region`,
  };
};

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

function untilItRuns({ id, region, state }: RegistrationFacts['cloud']): string {
  switch (state) {
    case 'stopped':
      return `Start it: aws ec2 start-instances --region ${region} --instance-ids ${id}`;
    case 'shutting-down':
    case 'terminated':
      return 'Launch another one: this one does not come back.';
    default:
      return 'Run the command again when it runs.';
  }
}

function rowOf({ cloud, fleet }: Pick<RegistrationFacts, 'cloud' | 'fleet'>): RegistrationFacts['fleet']['instances'][number]['row'] {
  return fleet.instances.find(({ id }) => id === cloud.id)?.row ?? null;
}
