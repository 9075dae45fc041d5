import type { FindingDefinition } from './finding.ts';
import { CREDENTIAL_CODES } from './source-codes.ts';

export const noCredentials: FindingDefinition = {
  code: 'AW301',
  category: 'aws',
  severity: 'error',
  title: 'No usable AWS credentials',
  expectation: 'AWS accepts the credentials',
  meaning: 'Without credentials nobody can say what really runs and what it costs: every comparison with EC2 is unknown.',
  cause: 'No profile or keys are set, or the session behind them has expired.',
  remedy: 'Set AWS_PROFILE, or run aws sso login.',
  evidence: 'What the SDK or EC2 says of the credentials.',
  related: ['AW302', 'AW304'],
  asks: ['aws'],
  judge: ({ input: { fleet } }) => {
    const failed = [...fleet.regions.values(), fleet.account].find((seen) => !seen.ok && CREDENTIAL_CODES.has(seen.code));
    if (failed === undefined || failed.ok) return [];
    const remedy =
      failed.code === 'AWS_EXPIRED'
        ? { text: 'Renew the session.', command: 'aws sso login' }
        : { text: 'Set AWS_PROFILE, or configure keys.', command: 'aws configure' };
    return [{ subject: { type: 'source', id: 'aws' }, aws: failed.why, remedy }];
  },
};
