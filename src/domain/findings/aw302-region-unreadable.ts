import type { FindingDefinition } from './finding.ts';
import { REGION_CODES } from './source-codes.ts';

export const regionUnreadable: FindingDefinition = {
  code: 'AW302',
  category: 'aws',
  severity: 'error',
  title: 'EC2 cannot be read in a region',
  expectation: 'EC2 can be read in every region of the fleet',
  meaning: 'DescribeInstances is not permitted, or the region is not enabled or not reachable, so what runs there is unknown.',
  cause: 'The policy lacks ec2:DescribeInstances, the region is off for the account, or the network does not reach it.',
  remedy: 'Ask for ec2:DescribeInstances, enable the region, or correct the region of the agent.',
  evidence: 'The region, and EC2’s refusal or the failure on the way to it.',
  related: ['AW301', 'AW303'],
  asks: ['regions'],
  judge: ({ input: { fleet } }) =>
    [...fleet.regions].flatMap(([region, seen]) => {
      if (seen.ok || !REGION_CODES.has(seen.code)) return [];
      const text =
        seen.code === 'AWS_DENIED'
          ? 'Ask for the permission ec2:DescribeInstances.'
          : 'Check the region’s name, that the account has it enabled, and the network.';
      return [{ subject: { type: 'region', id: region }, aws: seen.why, remedy: { text, command: null } }];
    }),
};
