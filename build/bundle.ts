import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown, type Plugin, type RolldownOptions, type RolldownOutput } from 'rolldown';
import { writeContents } from './contents.ts';
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
    test: /rolldown\/runtime|builtin:|src\/cli\/(spotctl-command|usage-error|printing\/[^/]+)\.ts$/u,
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
export async function bundle(bundling: Bundling): Promise<void> {
  const dashboardOutput = await bundleDashboard(bundling);
  const { root, outputFolder, commands } = bundling;
  const build = await rolldown({
    ...commonOptions(root),
    input: { main: programId, ...Object.fromEntries(commands.map(({ id, path }) => [`commands/${id.replaceAll(':', '/')}`, path])) },
    plugins: [programModule(root, commands), dashboardOutside(), trimmedPackages(), sharedSchemas(), lazyBuiltins(), lazyRequires()],
  });
  const { output } = await build.write({
    dir: outputFolder,
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: { codegen: { asciiOnly: true } },
    codeSplitting: { groups: chunkGroups },
  });
  await writeContents(outputFolder, [...output, ...dashboardOutput]);
  await build.close();
}

function commonOptions(root: string) {
  return {
    cwd: root,
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    resolve: { conditionNames: ['module', 'import', 'node', 'default'], mainFields: ['module', 'main'] },
    onwarn: (warning) => {
      // Modules that are imported lazily in the source may well share a file here.
      if (warning.code !== 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(warning.message);
    },
  } satisfies RolldownOptions;
}

const dashboard = 'src/views/dashboard/run-dashboard.tsx';
const dashboardFile = 'dashboard/run-dashboard.mjs';

/** A bundle of its own: what draws it waits at its top level for WebAssembly, which only ESM can. */
async function bundleDashboard({ root, outputFolder }: Bundling): Promise<RolldownOutput['output']> {
  const build = await rolldown({
    ...commonOptions(root),
    input: { [dashboardFile]: join(root, dashboard) },
    plugins: [trimmedPackages({ isPart: true }), lazyBuiltins()],
  });
  const { output } = await build.write({
    dir: outputFolder,
    format: 'esm',
    entryFileNames: '[name]',
    minify: { codegen: { asciiOnly: true } },
    // One file, which the single executable can import from inside itself.
    codeSplitting: false,
  });
  await build.close();
  return output;
}

/** Stands for it in the other bundle, and imports it through what `bin/run.js` hands to each file: a script cannot by itself. */
function dashboardOutside(): Plugin {
  const id = '\0dashboard';
  return {
    name: 'spotctl-dashboard-outside',
    resolveId: (source) => (source.endsWith('/dashboard/run-dashboard.tsx') ? id : null),
    load: (loaded) =>
      loaded === id
        ? `export const runDashboard = async (...words) => (await importFromDist('${dashboardFile}')).runDashboard(...words);`
        : null,
  };
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
          manifest: async () => JSON.parse(readFromDist('manifest.json')),
          completions: async () => JSON.parse(readFromDist('completions.json')),
        };
        export const run = (words) => launch(words, program);
      `;
    },
  };
}
