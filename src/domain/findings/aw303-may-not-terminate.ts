import type { FindingDefinition } from './finding.ts';

export const mayNotTerminate: FindingDefinition = {
  code: 'AW303',
  category: 'aws',
  severity: 'error',
  title: 'Not permitted to terminate instances',
  expectation: 'EC2 would let instances be terminated',
  meaning:
    'EC2 refuses TerminateInstances to these credentials (asked with DryRun, nothing was terminated), so nothing unwanted can be ended from here.',
  cause: 'The policy lacks ec2:TerminateInstances, or denies it for these instances or this region.',
  remedy: 'Ask for ec2:TerminateInstances on the fleet’s instances.',
  evidence: 'UnauthorizedOperation in answer to TerminateInstances with DryRun, which ends nothing.',
  related: ['AW302', 'FL402'],
  asks: ['permission'],
  judge: ({ input: { mayTerminate } }) =>
    [...mayTerminate].flatMap(([region, seen]) =>
      !seen.ok || seen.value
        ? []
        : [
            {
              subject: { type: 'region', id: region },
              aws: 'UnauthorizedOperation for TerminateInstances with DryRun',
              remedy: { text: 'Ask for the permission ec2:TerminateInstances.', command: null },
            },
          ],
    ),
};
