import { Flags } from '@oclif/core';
import type { TerminationOptions } from '../domain/termination/termination-options.ts';
import { durationFlag, writeFlags } from './flags.ts';
import { refuseMalformedIds } from './instance-ids.ts';

const DEFAULT_WAIT_MS = 600_000;
interface Dependence {
  readonly dependsOn?: string[];
}

/** Flags of every command that terminates. */
export const terminationFlags = flagsOf({});

/** The same on a command that terminates only when it is told `--terminate`. */
export const switchedTerminationFlags = {
  terminate: Flags.boolean({
    helpGroup: 'TERMINATION',
    exclusive: ['status', 'mode', 'aws-state', 'no-aws', 'columns', 'sort', 'no-header'],
    description: 'terminate them in EC2, wait until they are gone, and report each to the backend',
  }),
  ...flagsOf({ dependsOn: ['terminate'] }),
};

function flagsOf(switched: Dependence) {
  return { ...guardFlags(switched), ...runFlags(switched) };
}

/** One for each guard that can be lifted. */
function guardFlags(switched: Dependence) {
  return {
    'max-count': Flags.integer({
      ...switched,
      helpGroup: 'TERMINATION',
      helpValue: 'N',
      min: 1,
      description: 'terminate up to N; without it up to 25, and up to half of what the client runs',
    }),
    'allow-no-primary': Flags.boolean({
      ...switched,
      helpGroup: 'TERMINATION',
      description: 'also the last running instance of an agent',
    }),
    'allow-managed': Flags.boolean({
      ...switched,
      helpGroup: 'TERMINATION',
      description: 'also what an Auto Scaling group, a fleet or a service of AWS owns',
    }),
    'allow-foreign-tag': Flags.boolean({
      ...switched,
      helpGroup: 'TERMINATION',
      description: 'also what is tagged with the id of another agent',
    }),
    unprotect: Flags.string({
      ...switched,
      helpGroup: 'TERMINATION',
      helpValue: 'ID',
      multiple: true,
      // Or it would take the ids that follow for its own.
      multipleNonGreedy: true,
      delimiter: ',',
      description: 'lift termination and stop protection of these ids first',
    }),
  };
}

function runFlags(switched: Dependence) {
  return {
    'wait-timeout': durationFlag({
      ...switched,
      helpGroup: 'TERMINATION',
      exclusive: ['no-wait'],
      description: 'how long each instance may take to end; 10m by default',
    }),
    'no-wait': Flags.boolean({ ...switched, helpGroup: 'TERMINATION', description: 'do not wait for the end; the next run reports it' }),
    events: Flags.boolean({
      ...switched,
      helpGroup: 'TERMINATION',
      exclusive: ['output', 'json', 'dry-run'],
      description: 'tell each event as one JSON line on stdout, the plan first, the report last',
    }),
    yes: { ...writeFlags.yes, ...switched },
    'dry-run': { ...writeFlags['dry-run'], ...switched },
    confirm: Flags.string({
      ...switched,
      helpGroup: 'CONFIRMATION',
      helpValue: 'COUNT',
      description: 'do it without asking if the plan comes to exactly COUNT instances',
    }),
  };
}

/** Those flags as parsed, with what chooses the instances. */
export interface TerminationFlags {
  readonly agent?: string | undefined;
  readonly 'max-count'?: number | undefined;
  readonly 'allow-no-primary'?: boolean | undefined;
  readonly 'allow-managed'?: boolean | undefined;
  readonly 'allow-foreign-tag'?: boolean | undefined;
  readonly unprotect?: readonly string[] | undefined;
  readonly 'wait-timeout'?: number | undefined;
  readonly 'no-wait': boolean;
  readonly events?: boolean | undefined;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
  readonly confirm?: string | undefined;
}

/** Throws `INSTANCE_ID_MALFORMED` for an id to unprotect that is none. */
export function terminationOptions(flags: TerminationFlags): TerminationOptions {
  const unprotect = flags.unprotect ?? [];
  refuseMalformedIds(unprotect);
  return {
    maxCount: flags['max-count'] ?? null,
    allowsNoPrimary: flags['allow-no-primary'] ?? false,
    unprotect: new Set(unprotect),
    allowsManaged: flags['allow-managed'] ?? false,
    allowsForeignTag: flags['allow-foreign-tag'] ?? false,
  };
}

/** Seconds to wait for each end; `null` for `--no-wait`. */
export function waitSecondsOf(flags: TerminationFlags): number | null {
  return flags['no-wait'] ? null : (flags['wait-timeout'] ?? DEFAULT_WAIT_MS) / 1_000;
}
