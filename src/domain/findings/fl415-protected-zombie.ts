import { instanceEvidence } from './describe-instance.ts';
import type { FindingDefinition } from './finding.ts';
import { shellWord } from './shell-word.ts';
import { unwantedOf } from './unwanted.ts';

export const protectedZombie: FindingDefinition = {
  code: 'FL415',
  category: 'fleet',
  severity: 'warning',
  title: 'Zombie with termination or stop protection',
  expectation: 'Nothing protects what is unwanted',
  meaning:
    'EC2 refuses to terminate the instance while it is protected, and with it all others of its zone that are named in the same call.',
  cause: 'Somebody protected it, perhaps to look at it before it goes.',
  remedy: 'Ask who protected it; then lift the protection of the named id with spotctl zombies --terminate --unprotect ID.',
  evidence: 'Which protection is on.',
  related: ['FL402'],
  asks: ['rows', 'regions', 'protections'],
  judge: (facts) =>
    unwantedOf(facts).flatMap((instance) => {
      const seen = facts.input.protections.get(instance.id);
      if (seen?.ok !== true || (!seen.value.termination && !seen.value.stop)) return [];
      const kinds = [seen.value.termination ? 'termination' : null, seen.value.stop ? 'stop' : null].filter((kind) => kind !== null);
      const command = `spotctl zombies --terminate --unprotect ${shellWord(instance.id)}`;
      const remedy = { text: `Ask who protected it; then lift it for this id: ${command}`, command: null };
      return [instanceEvidence({ facts, instance, note: `${kinds.join(' and ')} protection is on`, remedy })];
    }),
};
