import type { Plugin } from 'rolldown';

/** Modules that no run needs, by what takes their place. */
const replacements: Readonly<Record<string, string>> = {
  // Only what commands and help import: the index of oclif loads its plugin system and its discovery with them.
  '@oclif/core': `
    import * as Args from '@oclif/core/args';
    import * as Flags from '@oclif/core/flags';
    export { Command } from '@oclif/core/command';
    export { Config } from '@oclif/core/config';
    export { Help } from '@oclif/core/help';
    export { Args, Flags };
  `,
  debug: 'module.exports = () => Object.assign(() => undefined, { enabled: false });',
  'wsl-utils': 'export const isWsl = false;',
};

interface Cut {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** Work that a start does and no run uses. */
const cuts: readonly Cut[] = [
  { file: '@oclif/core/lib/config/config.js', find: 'await this.loadTheme()', put: 'undefined' },
  { file: '@oclif/core/lib/config/config.js', find: 'await (0, os_1.getPlatform)()', put: 'process.platform' },
  { file: '@oclif/core/lib/config/config.js', find: 'await (0, os_1.getShell)()', put: '"unknown"' },
  { file: '@oclif/core/lib/config/config.js', find: 's3: this.buildS3Config(),', put: 's3: {},' },
  // HTTP/2 is not asked for; its client loads a large part of Node.
  {
    file: 'undici/lib/dispatcher/client.js',
    find: "const connectH2 = require('./client-h2.js')",
    put: "const connectH2 = (...words) => require('./client-h2.js')(...words)",
  },
];

const prefix = '\0trimmed:';

/** Leaves out of bundled packages what a run of spotctl never needs. A cut that no longer fits ends the build. */
export function trimmedPackages(): Plugin {
  return {
    name: 'spotctl-trimmed-packages',
    resolveId: (source) => (replacements[source] === undefined ? null : `${prefix}${source}`),
    load: (id) => {
      const code = replacements[id.replace(prefix, '')];
      return code === undefined ? null : { code, moduleSideEffects: false };
    },
    transform: (code, id) => {
      const due = cuts.filter(({ file }) => id.endsWith(file));
      return due.length === 0 ? null : { code: due.reduce(applyCut, code) };
    },
  };
}

function applyCut(code: string, { file, find, put }: Cut): string {
  if (!code.includes(find)) throw new Error(`${file} no longer contains: ${find}`);
  return code.replace(find, () => put);
}
