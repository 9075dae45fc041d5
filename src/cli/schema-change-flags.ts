import { Flags } from '@oclif/core';
import { sourceFlags, writeFlags } from './flags.ts';

/** On every command that changes the schema. */
export const schemaChangeFlags = {
  ...sourceFlags,
  ...writeFlags,
  confirm: Flags.string({
    helpGroup: 'CONFIRMATION',
    helpValue: 'DATABASE',
    description: 'do it without asking if the database has this name',
  }),
  'allow-copy': Flags.boolean({
    helpGroup: 'COST',
    default: false,
    description: 'where the server cannot do it in its catalogue alone, let it rewrite the table, or copy it and stop its writers',
  }),
  'allow-galera-freeze': Flags.boolean({
    helpGroup: 'COST',
    default: false,
    description: 'on a Galera cluster, let an index stop every write of the cluster until it is built',
  }),
};

/** How a database is named, for the help of every schema command. */
export const DATABASE_HELP = `The database is SPOTCTL_DATABASE_URL, mysql://user:password@host:port/name or sqlite:path, or what the backend’s own .env names (--env-file). For TLS add ?ssl-mode=REQUIRED (encrypted), VERIFY_CA or VERIFY_IDENTITY (certificate, and host name, checked) and &ssl-ca=FILE for an authority of your own.`;
