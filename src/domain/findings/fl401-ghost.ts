import { claimsPrimary } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { instanceEvidence } from './describe-instance.ts';
import type { FindingDefinition, Remedy } from './finding.ts';
import { terminateUnwanted } from './remedies.ts';

export const ghost: FindingDefinition = {
  code: 'FL401',
  category: 'fleet',
  severity: 'error',
  title: 'Ghost: terminated in the book, running in EC2',
  expectation: 'What the backend calls terminated is gone from EC2',
  meaning:
    'The backend says the instance is terminated, or has even confirmed it, while EC2 runs and bills it. No dashboard shows it and no sweep will take it.',
  cause: 'The agent never learned that it had to terminate it, or a row was set to terminated without a call to AWS.',
  remedy: 'Terminate it in EC2: spotctl zombies --terminate. Where it still claims to be the primary, register its replacement first.',
  evidence: 'A row that says terminated beside an instance that EC2 runs, since when nobody wants it, and what it has cost since.',
  related: ['FL416', 'FL420', 'FL404'],
  asks: ['rows', 'regions'],
  judge: (facts) =>
    facts.survey.unwanted
      .filter((instance) => instance.standing === 'ghost')
      .map((instance) => instanceEvidence({ facts, instance, remedy: remedyFor(instance) })),
};

function remedyFor(instance: FleetInstance): Remedy {
  const isClaimed = instance.isPointedAt || (instance.row !== null && claimsPrimary(instance.row));
  return terminateUnwanted(
    isClaimed
      ? 'Register its replacement first, since it still claims to be the primary; then terminate it.'
      : 'Terminate it in EC2; its row already says so.',
  );
}
