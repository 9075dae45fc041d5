import { instanceEvidence } from './describe-instance.ts';
import type { FindingDefinition } from './finding.ts';
import { terminateUnwanted } from './remedies.ts';
import { isBilledZombie } from './waits.ts';

export const unsweepableZombie: FindingDefinition = {
  code: 'FL403',
  category: 'fleet',
  severity: 'error',
  title: 'Zombie the sweep can never take',
  expectation: 'The sweep can take every zombie',
  meaning: 'The zombie’s row is still is_active, and the sweep only offers rows that are not: no agent will ever be told to terminate it.',
  cause: 'register-instance demotes the old primary without clearing is_active.',
  remedy: 'Terminate it with spotctl zombies --terminate.',
  evidence: 'A zombie’s row with is_active=1 beside an instance that EC2 runs.',
  related: ['FL402', 'FL424'],
  asks: ['rows', 'regions'],
  judge: (facts) =>
    facts.survey.unwanted
      .filter((instance) => isBilledZombie(instance) && instance.row?.isActive === true)
      .map((instance) =>
        instanceEvidence({
          facts,
          instance,
          note: 'the sweep only offers rows with is_active=0',
          remedy: terminateUnwanted('Terminate it: no agent will be told to.'),
        }),
      ),
};
