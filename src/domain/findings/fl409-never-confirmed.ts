import { isStanding } from '../cloud-instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { instanceEvidence } from './describe-instance.ts';
import type { Facts } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { terminateUnwanted } from './remedies.ts';

/** The sweep offers again after 300 s, and EC2 takes minutes to end a machine. */
const CONFIRMATION_GRACE_MS = 600_000;

export const neverConfirmed: FindingDefinition = {
  code: 'FL409',
  category: 'fleet',
  severity: 'warning',
  title: 'Termination attempted, never confirmed',
  expectation: 'Attempted terminations were confirmed',
  meaning: 'A termination was tried and the instance no longer runs, but the row is still a zombie: the sweep offers it again and again.',
  cause: 'The report did not get through: it failed, or the database refused the time it carried.',
  remedy: 'Report it with spotctl zombies --terminate, which terminates nothing that is already gone.',
  evidence: 'termination_attempted_at in the row of a zombie that EC2 no longer runs.',
  related: ['SC108', 'FL402'],
  asks: ['rows', 'database-rows', 'regions'],
  judge: (facts) =>
    facts.survey.unwanted
      .filter((instance) => instance.standing === 'zombie' && isUnconfirmed(instance, facts) && hasEnded(instance, facts))
      .map((instance) =>
        instanceEvidence({
          facts,
          instance,
          remedy: terminateUnwanted('Report it as terminated; nothing that is gone is terminated again.'),
        }),
      ),
};

function isUnconfirmed(instance: FleetInstance, facts: Facts): boolean {
  const attemptedAt = instance.row?.terminationAttemptedAt ?? null;
  return attemptedAt !== null && facts.nowMs - Date.parse(attemptedAt) > CONFIRMATION_GRACE_MS;
}

/** Gone from EC2 as far as that can be said: ended, or absent from an account that is surely the fleet's. */
function hasEnded(instance: FleetInstance, facts: Facts): boolean {
  if (!instance.cloud.ok) return false;
  return instance.cloud.value === null ? facts.isAbsenceTelling : !isStanding(instance.cloud.value.state);
}
