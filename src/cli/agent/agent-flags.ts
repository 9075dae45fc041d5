import { Flags } from '@oclif/core';
import { sourceFlags } from '../flags.ts';

const DEFAULT_CAP = 5;
const DEFAULT_PORT = 9469;

/** Flags of an agent at work. */
export const agentFlags = {
  instance: Flags.string({ helpValue: 'ID', description: 'the instance it manages; by default the machine it runs on' }),
  'logical-id': Flags.string({
    helpValue: 'NAME',
    description: "its name, which outlives the instance; by default that of the instance's LogicalAgentId tag, else the instance id",
  }),
  once: Flags.boolean({ description: 'do each duty once, and end' }),
  'dry-run': Flags.boolean({ description: 'look, say what it would do, and change nothing anywhere' }),
  'max-per-cycle': Flags.integer({
    default: DEFAULT_CAP,
    min: 1,
    helpValue: 'N',
    description: 'terminate at most N instances in one cycle',
  }),
  'max-count': Flags.integer({
    min: 1,
    helpValue: 'N',
    description: 'allow plans of up to N instances; without it up to 25, and up to half of what the client runs',
  }),
  listen: Flags.integer({
    default: DEFAULT_PORT,
    min: 0,
    max: 65_535,
    helpValue: 'PORT',
    description: 'serve /healthz and /metrics on this port of loopback; 0 for none',
  }),
  ...sourceFlags,
};
