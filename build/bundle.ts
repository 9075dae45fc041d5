import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import type { CommandFile } from './find-commands.ts';
import { lazyBuiltins } from './lazy-builtins.ts';
import { lazyRequires } from './lazy-requires.ts';
import { sharedSchemas } from './shared-schemas.ts';
import { trimmedPackages } from './trimmed-packages.ts';

export interface Bundling {
  readonly root: string;
  readonly outputFolder: string;
  readonly commands: readonly CommandFile[];
}

const programId = 'virtual:program';

/** Each file costs a start about as much as 50 KB of code, so what runs together is one file, with all that it imports. */
const chunkGroups = [
  // What every command loads.
  {
    name: 'frame',
    priority: 5,
    test: /rolldown\/runtime|builtin:(node:)?(child_process|fs|os|path|readline|tty|util)$|src\/cli\/(spotctl-command|usage-error|printing\/[^/]+)\.ts$/u,
  },
  // What more than one command decides, asks and shows.
  {
    name: 'fleet',
    priority: 4,
    test: /src\/(domain|usecases|views|cli\/(confirm|interrupt|list-command|instance-list-command|terminating-command))\b/u,
    minShareCount: 2,
  },
  // What every command loads that asks the backend; AWS; a database.
  { name: 'sources', priority: 3, test: /src\/(cli\/(compose|settings\/resolve-settings)|gateways\/backend-http\/http-backend)\.ts$/u },
  { name: 'cloud', priority: 2, test: /src\/gateways\/ec2\/ec2-cloud\.ts$/u },
  { name: 'database', priority: 1, test: /src\/gateways\/database\/(open-fleet-database|sqlite-session)\.ts$/u },
];

/** Bundles the commands and all they import, one entry a command, so that a run loads only what its command needs. */
export async function bundle({ root, outputFolder, commands }: Bundling): Promise<void> {
  const build = await rolldown({
    cwd: root,
    input: { main: programId, ...Object.fromEntries(commands.map(({ id, path }) => [`commands/${id.replaceAll(':', '/')}`, path])) },
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    resolve: { conditionNames: ['module', 'import', 'node', 'default'], mainFields: ['module', 'main'] },
    plugins: [programModule(root, commands), trimmedPackages(), sharedSchemas(), lazyBuiltins(), lazyRequires()],
    onwarn: (warning) => {
      // Modules that are imported lazily in the source may well share a file here.
      if (warning.code !== 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(warning.message);
    },
  });
  await build.write({
    dir: outputFolder,
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: { codegen: { asciiOnly: true } },
    codeSplitting: { groups: chunkGroups },
  });
  await build.close();
}

/** The entry: package data and the commands as a map of lazy imports, in place of oclif's discovery at run time. */
function programModule(root: string, commands: readonly CommandFile[]): Plugin {
  return {
    name: 'spotctl-program',
    resolveId: (source) => (source === programId ? source : null),
    load: async (moduleId) => {
      if (moduleId !== programId) return null;
      const { name, version, oclif } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
      const loaders = commands.map(({ id, path }) => `${JSON.stringify(id)}: () => import(${JSON.stringify(path)})`);
      return `
        import { launch } from ${JSON.stringify(join(root, 'src/cli/launch.ts'))};
        const loaders = {${loaders.join(', ')}};
        const program = {
          root: __dirname + '/..',
          packageJson: ${JSON.stringify({ name, version, oclif })},
          commandIds: Object.keys(loaders),
          loadCommand: async (id) => (await loaders[id]()).default,
          manifest: async () => JSON.parse(process.getBuiltinModule('node:fs').readFileSync(__dirname + '/manifest.json', 'utf8')),
        };
        export const run = (words) => launch(words, program);
      `;
    },
  };
}
