import type { Plugin } from 'rolldown';

/** Modules that no run needs, by what takes their place. */
const replacements: Readonly<Record<string, string>> = {
  // Only what commands import: the index of oclif loads its plugin system, its discovery and its help with them.
  '@oclif/core': `
    import * as Args from '@oclif/core/args';
    import * as Flags from '@oclif/core/flags';
    export { Command } from '@oclif/core/command';
    export { Args, Flags };
  `,
  debug: 'module.exports = () => Object.assign(() => undefined, { enabled: false });',
  'supports-color': `
    const { argv, env, stdout, stderr } = process;
    const isRefused = Boolean(env.NO_COLOR) || env.TERM === 'dumb' || argv.includes('--no-color');
    exports.stdout = stdout.isTTY === true && !isRefused;
    exports.stderr = stderr.isTTY === true && !isRefused;
  `,
  'wsl-utils': 'export const isWsl = false;',
  // For commands that oclif finds on disk, and for its spinner.
  'cli-spinners': 'module.exports = {};',
  lilconfig: 'module.exports = {};',
  minimatch: 'module.exports = {};',
  tinyglobby: 'module.exports = {};',
  // Asked for by ink only while somebody debugs a screen.
  'react-devtools-core': 'export default {};',
};

interface Cut {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

const oclif = '@oclif/core/lib';
const nodeHttpHandler = '@smithy/node-http-handler/dist-es/node-http-handler.js';

/** Work that a start does and no run uses. */
const cuts: readonly Cut[] = [
  // A command is handed a finished configuration by `launch`.
  { file: `${oclif}/command.js`, find: 'await config_1.Config.load(opts || require.main?.filename || __dirname)', put: 'opts' },
  { file: `${oclif}/errors/index.js`, find: 'require("./handle")', put: '{}' },
  { file: `${oclif}/flags.js`, find: 'require("./help")', put: '{}' },
  // Help compiles each text as a template, and looks for emoji in each line.
  {
    file: `${oclif}/help/util.js`,
    find: 'return ejs_1.default.render(t, context);',
    put: 'return t.includes("<%") ? ejs_1.default.render(t, context) : t;',
  },
  ...['@oclif/core', 'widest-line', 'wrap-ansi'].map((owner) => ({
    file: `${owner}/node_modules/string-width/index.js`,
    find: "string = string.replace(emojiRegex(), '  ');",
    put: "if (/[^ -~]/.test(string)) string = string.replace(emojiRegex(), '  ');",
  })),
  // TLS is loaded by the first call that goes over it: a client makes an agent for both, and a sandbox needs one.
  { file: nodeHttpHandler, find: 'httpsAgent instanceof node_https.Agent || ', put: '' },
  { file: nodeHttpHandler, find: 'return new node_https.Agent({ keepAlive, maxSockets, ...httpsAgent });', put: 'return undefined;' },
  {
    file: nodeHttpHandler,
    find: 'let agent = isSSL ? config.httpsAgent : config.httpAgent;',
    put: 'let agent = isSSL ? (config.httpsAgent ??= new node_https.Agent({ keepAlive: true, maxSockets: 50 })) : config.httpAgent;',
  },
];

const prefix = '\0trimmed:';

/** Leaves out of bundled packages what a run of spotctl never needs. A cut that no longer fits ends the build of the whole. */
export function trimmedPackages({ isPart = false } = {}): Plugin {
  const undone = new Set(cuts);
  return {
    name: 'spotctl-trimmed-packages',
    resolveId: (source) => (replacements[source] === undefined ? null : `${prefix}${source}`),
    load: (id) => {
      const code = replacements[id.replace(prefix, '')];
      return code === undefined ? null : { code, moduleSideEffects: false };
    },
    transform: (code, id) => {
      const due = cuts.filter(({ file }) => id.endsWith(`/${file}`));
      for (const cut of due) undone.delete(cut);
      return due.length === 0 ? null : { code: due.reduce(applyCut, code) };
    },
    buildEnd: (error) => {
      if (error === undefined && undone.size > 0 && !isPart)
        throw new Error(`No longer bundled: ${[...undone].map(({ file }) => file).join(', ')}`);
    },
  };
}

function applyCut(code: string, { file, find, put }: Cut): string {
  if (!code.includes(find)) throw new Error(`${file} no longer contains: ${find}`);
  return code.replace(find, () => put);
}
