import type { Facts } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { isJustBooked } from './visibility.ts';

export const wrongAccount: FindingDefinition = {
  code: 'AW304',
  category: 'aws',
  severity: 'error',
  title: 'Wrong AWS account',
  expectation: 'The account is the one the fleet runs in',
  meaning:
    'EC2 returns none of the instances that the backend lists as running, nor anything under the fleet’s tags. Nothing is concluded about them: absent is not gone.',
  cause: 'The credentials belong to another account than the fleet’s, or the whole fleet ended more than an hour ago.',
  remedy: 'Choose the fleet’s account with AWS_PROFILE or --profile.',
  evidence: 'The account that answered, and the running instances of the book that it does not have.',
  related: ['AW301', 'FL407'],
  asks: ['rows', 'regions'],
  judge: (facts) => {
    const { account } = facts.input.fleet;
    const missing = absentRunning(facts);
    if (missing.length === 0) return [];
    return [
      {
        subject: { type: 'account', id: account.ok ? account.value : 'unknown' },
        backend: `${missing.length} running: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}`,
        aws: 'none of them, and nothing under the fleet’s tags',
        remedy: { text: 'Choose the fleet’s account: set AWS_PROFILE, or use --profile.', command: 'aws sts get-caller-identity' },
      },
    ];
  },
};

/** Running rows of a fleet of which EC2, seen in every region, returned nothing; empty where it returned anything. */
function absentRunning(facts: Facts): readonly string[] {
  const isSeenEverywhere = [...facts.input.fleet.regions.values()].every((seen) => seen.ok);
  if (facts.isAbsenceTelling || !isSeenEverywhere) return [];
  const running = facts.fleet.instances.filter(({ standing }) => standing === 'primary' || standing === 'replica');
  // A fleet that was launched a moment ago may not show yet, wherever it is.
  if (running.every((instance) => isJustBooked(instance, facts) === true)) return [];
  return running.every((instance) => instance.cloud.ok) ? running.map((instance) => instance.id) : [];
}
