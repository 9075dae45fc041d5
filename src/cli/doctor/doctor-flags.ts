import { Flags } from '@oclif/core';
import { durationFlag, sourceFlags } from '../flags.ts';
import { OUTPUT_FORMATS } from '../printing/presentation.ts';
import { MACHINE_FORMATS } from './machine-formats.ts';

const words = { helpGroup: 'SCOPE', helpValue: 'CODES', multiple: true, delimiter: ',' } as const;
const FAIL_ON = ['warning', 'error'] as const;

/** Flags of the diagnosis. */
export const doctorFlags = {
  ...sourceFlags,
  output: Flags.option({
    options: [...OUTPUT_FORMATS, ...MACHINE_FORMATS],
    char: 'o',
    helpGroup: 'GLOBAL',
    helpValue: 'FORMAT',
    description: 'how to print the answer: table, json or yaml; junit, openmetrics or github for other programs',
  })(),
  runbook: Flags.boolean({
    exclusive: ['output', 'json', 'wait', 'list'],
    description: 'print the remedies as a shell script, in a safe order',
  }),
  fix: Flags.boolean({
    exclusive: ['output', 'json', 'wait', 'list', 'runbook'],
    description: 'on a terminal, walk through the same remedies, ask for each, and diagnose again',
  }),
  all: Flags.boolean({ description: 'show also the checks that passed and the rows that agree' }),
  only: Flags.string({ ...words, description: 'look for these findings only: codes or categories' }),
  skip: Flags.string({ ...words, description: 'leave these findings out: codes or categories' }),
  list: Flags.boolean({ helpGroup: 'SCOPE', description: 'list what is looked for, and stop' }),
  'fail-on': Flags.option({
    options: FAIL_ON,
    default: 'warning' as const,
    description: 'from which severity on findings end the run with 1',
  })(),
  logs: Flags.string({
    helpGroup: 'LOGS',
    helpValue: 'PATH',
    multiple: true,
    description: 'read these logs of backend and agents, too: files, or folders of them, with what was rotated and gzipped',
  }),
  since: durationFlag({ helpGroup: 'LOGS', dependsOn: ['logs'], description: 'how far back to read them; 1h by default' }),
  wait: durationFlag({ description: 'diagnose again until healthy, for so long; ends with 5 when that runs out' }),
};
