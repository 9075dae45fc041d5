import { Flags } from '@oclif/core';
import { durationFlag, sourceFlags } from '../flags.ts';

const words = { helpGroup: 'SCOPE', helpValue: 'CODES', multiple: true, delimiter: ',' } as const;
const FAIL_ON = ['warning', 'error'] as const;

/** Flags of the diagnosis. */
export const doctorFlags = {
  ...sourceFlags,
  all: Flags.boolean({ description: 'show also the checks that passed and the rows that agree' }),
  only: Flags.string({ ...words, description: 'look for these findings only: codes or categories' }),
  skip: Flags.string({ ...words, description: 'leave these findings out: codes or categories' }),
  list: Flags.boolean({ helpGroup: 'SCOPE', description: 'list what is looked for, and stop' }),
  'fail-on': Flags.option({
    options: FAIL_ON,
    default: 'warning' as const,
    description: 'from which severity on findings end the run with 1',
  })(),
  wait: durationFlag({ description: 'diagnose again until healthy, for so long; ends with 5 when that runs out' }),
};
