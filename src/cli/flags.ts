import { Flags } from '@oclif/core';
import { parseDuration, parseTimeout } from './duration.ts';
import { OUTPUT_FORMATS } from './printing/presentation.ts';

/** On every command. */
export const globalFlags = {
  output: Flags.option({
    options: OUTPUT_FORMATS,
    char: 'o',
    helpGroup: 'GLOBAL',
    helpValue: 'FORMAT',
    description: 'how to print the answer: table, wide, json, yaml, csv, tsv or name',
  })(),
  json: Flags.boolean({ helpGroup: 'GLOBAL', exclusive: ['output'], description: 'the same as -o json' }),
  'no-color': Flags.boolean({ helpGroup: 'GLOBAL', description: 'no colour, also by NO_COLOR or TERM=dumb' }),
  debug: Flags.boolean({
    helpGroup: 'GLOBAL',
    description: 'say on stderr what is asked of whom, and show stack traces; secrets are left out',
  }),
};

const duration = Flags.custom<number>({ parse: async (text) => parseDuration(text), helpValue: 'DURATION' });

/** A flag that takes 30s, 10m or 1h30m and gives milliseconds. */
export const durationFlag = duration;

/** On every command that asks the backend, its database or AWS. */
export const sourceFlags = {
  context: Flags.string({ helpGroup: 'SOURCE', helpValue: 'NAME', description: 'the context to use' }),
  'backend-url': Flags.string({ helpGroup: 'SOURCE', helpValue: 'URL', description: 'where the backend is' }),
  'token-file': Flags.string({ helpGroup: 'SOURCE', helpValue: 'FILE', description: 'a file that holds the token' }),
  client: Flags.string({ helpGroup: 'SOURCE', helpValue: 'ID', description: 'the client; by default the one the token belongs to' }),
  'env-file': Flags.string({ helpGroup: 'SOURCE', helpValue: 'FILE', description: "the backend's own .env, for its database" }),
  region: Flags.string({
    helpGroup: 'SOURCE',
    helpValue: 'REGION',
    multiple: true,
    delimiter: ',',
    description: 'AWS regions to ask; by default those of the agents',
  }),
  profile: Flags.string({ helpGroup: 'SOURCE', helpValue: 'NAME', description: 'the AWS profile' }),
  timeout: Flags.custom<number>({ parse: async (text) => parseTimeout(text), helpValue: 'DURATION' })({
    helpGroup: 'SOURCE',
    description: 'how long one answer may take; 10s by default',
  }),
};

/** On every list. */
export const listFlags = {
  columns: Flags.string({ helpGroup: 'LIST', helpValue: 'NAMES', description: 'the columns to print, separated by commas' }),
  filter: Flags.string({
    helpGroup: 'LIST',
    helpValue: 'TEST',
    multiple: true,
    multipleNonGreedy: true,
    description: "only rows that fit, by any column: 'hourlyCost>0.05', 'findings~FL4', 'age>2h', 'region=eu-west-1,eu-west-2'",
  }),
  sort: Flags.string({
    helpGroup: 'LIST',
    helpValue: 'COLUMN',
    description: 'sort by columns, separated by commas; COLUMN:desc or --sort=-COLUMN for the other way round',
  }),
  wide: Flags.boolean({ helpGroup: 'LIST', exclusive: ['output', 'json'], description: 'every column; the same as -o wide' }),
  'no-header': Flags.boolean({ helpGroup: 'LIST', description: 'no header line in tables and CSV' }),
};

/** On every command that changes something. */
export const writeFlags = {
  yes: Flags.boolean({ char: 'y', helpGroup: 'CONFIRMATION', description: 'do it without asking; what it does is still shown' }),
  'dry-run': Flags.boolean({ helpGroup: 'CONFIRMATION', description: 'show what would be done, and stop' }),
};
