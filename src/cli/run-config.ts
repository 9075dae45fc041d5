import type { Interfaces } from '@oclif/core';
import type { Program } from './program.ts';

/** As much of oclif's Config as a running command asks for. */
export interface RunConfig extends Pick<
  Interfaces.Config,
  'bin' | 'commandIDs' | 'name' | 'pjson' | 'root' | 'topicSeparator' | 'userAgent' | 'version'
> {
  readonly findCommand: () => undefined;
  readonly runHook: () => Promise<{ readonly successes: readonly []; readonly failures: readonly [] }>;
  readonly scopedEnvVar: () => undefined;
  readonly scopedEnvVarKeys: () => readonly [];
}

/** The whole Config would look for plugins, themes and the shell at each start; spotctl has none of them. */
export function runConfig({ root, packageJson }: Program): RunConfig {
  const { name, version, oclif } = packageJson;
  return {
    bin: oclif.bin ?? name,
    commandIDs: [],
    findCommand: () => undefined,
    name,
    pjson: packageJson,
    root,
    runHook: async () => ({ successes: [], failures: [] }),
    scopedEnvVar: () => undefined,
    scopedEnvVarKeys: () => [],
    topicSeparator: ' ',
    userAgent: `${name}/${version} ${process.platform}-${process.arch} node-${process.version}`,
    version,
  };
}
