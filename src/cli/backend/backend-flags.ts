import { Flags } from '@oclif/core';

export const backendFlags = {
  host: Flags.string({
    default: '127.0.0.1',
    helpValue: 'HOST',
    description: 'the address to listen on; the default serves this machine only',
  }),
  port: Flags.integer({ default: 5000, min: 0, max: 65_535, helpValue: 'PORT', description: 'the port to listen on; 0 takes a free one' }),
  database: Flags.string({
    helpValue: 'URL',
    description:
      'mysql://user@host:port/name or sqlite:path, instead of SPOTCTL_DATABASE_URL, where a password belongs: every user of a machine can read flags; without either an SQLite file among your own',
  }),
  adopt: Flags.boolean({
    description: 'add to a database that another backend made what this one keeps beside it, and hash the tokens in it; nothing is dropped',
  }),
  'allow-origin': Flags.string({ multiple: true, helpValue: 'ORIGIN', description: 'a web origin whose pages may call; none by default' }),
  'log-level': Flags.option({
    options: ['debug', 'info', 'warn', 'error', 'silent'] as const,
    default: 'info' as const,
    helpValue: 'LEVEL',
    description: 'how much of the JSON log goes to stderr: debug, info, warn, error or silent',
  })(),
};

export interface BackendFlags {
  readonly host: string;
  readonly port: number;
  readonly database: string | undefined;
  readonly adopt: boolean;
  readonly 'allow-origin': readonly string[] | undefined;
  readonly 'log-level': 'debug' | 'info' | 'warn' | 'error' | 'silent';
}
