import type { FleetInstance } from '../reconciliation.ts';
import { instanceEvidence } from './describe-instance.ts';
import type { Facts } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { terminateUnwanted } from './remedies.ts';
import { isBilledZombie, isPastItsWait } from './waits.ts';

export const overdueZombie: FindingDefinition = {
  code: 'FL402',
  category: 'fleet',
  severity: 'error',
  title: 'Zombie past its wait, still running',
  expectation: 'Zombies end when their wait is over',
  meaning: 'The instance was replaced, its wait is over, and EC2 still runs and bills it: the sweep that should have taken it has not.',
  cause: 'The sweep’s endpoint fails, auto-terminate is off, the agent is offline, or the zombie is not in the agent’s region.',
  remedy: 'Terminate it now with spotctl zombies --terminate, and repair what keeps the sweep from it.',
  evidence: 'Since when it is a zombie, its agent’s wait, and why the sweep has not taken it.',
  related: ['FL403', 'FL413', 'FL422', 'EP203'],
  asks: ['rows', 'regions', 'waits'],
  judge: (facts) =>
    facts.survey.unwanted
      .filter((instance) => isBilledZombie(instance) && instance.row?.isActive !== true && isPastItsWait(instance, facts) === true)
      .map((instance) =>
        instanceEvidence({
          facts,
          instance,
          note: whyNotSwept(instance, facts),
          remedy: terminateUnwanted('Terminate it; its wait is over and the sweep has not taken it.'),
        }),
      ),
};

function whyNotSwept(instance: FleetInstance, facts: Facts): string {
  const { agent } = instance;
  if (agent === null) return 'no agent is known to sweep it';
  if (agent.autoTerminateEnabled === false) return `auto-terminate is off for ${agent.logicalAgentId}`;
  const sweep = facts.input.endpoints.find((probe) => probe.path.includes('instances-to-terminate'));
  if (sweep?.outcome === 'failed') return 'the endpoint that offers it to the agent fails';
  if (agent.region !== null && agent.region !== instance.region) return `the sweep looks in ${agent.region}, where its agent is`;
  if (instance.row?.terminationAttemptedAt != null) return 'a termination was tried and not confirmed';
  if (agent.status !== 'online') return `its agent is ${agent.status}`;
  return facts.offeredIds.has(instance.id) ? 'the sweep offers it and the agent has not taken it' : 'the sweep has not taken it';
}
