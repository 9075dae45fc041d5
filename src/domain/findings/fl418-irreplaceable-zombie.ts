import { isInstanceId } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { instanceEvidence } from './describe-instance.ts';
import { type Facts, primariesOf } from './facts.ts';
import { isPrimary } from '../survey-fleet.ts';
import type { FindingDefinition } from './finding.ts';
import { registerCommand } from './remedies.ts';
import { isGoneFromEc2 } from './visibility.ts';
import { isBilledZombie } from './waits.ts';

export const irreplaceableZombie: FindingDefinition = {
  code: 'FL418',
  category: 'fleet',
  severity: 'warning',
  title: 'Zombie with no healthy primary to replace it',
  expectation: 'Every zombie has been replaced by a running primary',
  meaning:
    'The zombie still runs and no primary of its agent does: it may be the only machine that serves, and terminating it may take the service down.',
  cause: 'The old primary was demoted although the registration of the new one failed, or the new one has died.',
  remedy: 'Bring up a primary first, or register this instance again.',
  evidence: 'The zombie that runs, and no primary of its agent that does.',
  related: ['FL406', 'FL407'],
  asks: ['rows', 'regions', 'attribution', 'zombie-owners', 'visibility'],
  judge: (facts) =>
    facts.survey.unwanted
      .filter((instance) => isBilledZombie(instance) && lacksPrimary(instance, facts))
      .map((instance) =>
        instanceEvidence({
          facts,
          instance,
          remedy: {
            text: `Terminate it only when a primary runs. If it still serves, make it the primary again: ${registerCommand(instance.id, instance.agent)}`,
            command: null,
          },
        }),
      ),
};

/** Proven only where every primary of the agent was seen in EC2 and none of them runs. */
function lacksPrimary(zombie: FleetInstance, facts: Facts): boolean {
  if (zombie.agent === null || !facts.areAllAttributed) return false;
  return primariesOf(facts, zombie.agent.id).every((primary) => isPrimary(primary) && isKnownDown(primary, facts));
}

function isKnownDown(primary: FleetInstance, facts: Facts): boolean {
  // A placeholder is no machine, whatever else is known.
  if (!isInstanceId(primary.id)) return true;
  if (!primary.cloud.ok) return false;
  if (primary.cloud.value === null) return isGoneFromEc2(primary, facts);
  return ['stopping', 'stopped', 'shutting-down', 'terminated'].includes(primary.cloud.value.state);
}
