import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { isolatedEnv, repositoryRoot } from '../../support/run-command.ts';
import { removeFolder } from '../../support/remove-folder.ts';

export interface InstalledPackage {
  /** The package's files. */
  readonly folder: string;
  /** Runs a command line with the installed `spotctl` first on the path, far from the source tree; both streams in one. */
  readonly run: (line: string) => Promise<{ readonly exitCode: number | undefined; readonly output: string }>;
}

/** The files of the package as `npm pack` would put them together from what is built. */
export async function packedFiles(): Promise<readonly string[]> {
  const { stdout } = await npm(repositoryRoot, ['pack', '--dry-run', '--json', '--ignore-scripts']);
  // Newer npm names the package before its list.
  const [packed] = Object.values<{ readonly files: readonly { readonly path: string }[] }>(JSON.parse(stdout));
  return (packed?.files ?? []).map(({ path }) => path);
}

/** Packs, and installs the package into an empty folder, with no registry to ask. `nodeFolder` holds the `node` that is to run it. */
export async function installPackage(nodeFolder = dirname(process.execPath)): Promise<InstalledPackage> {
  const home = await mkdtemp(join(tmpdir(), 'spotctl-installed-'));
  onTestFinished(() => removeFolder(home));
  await npm(repositoryRoot, ['pack', '--ignore-scripts', '--pack-destination', home]);
  await writeFile(join(home, 'package.json'), '{}');
  const { version } = JSON.parse(
    (await execa('node', ['-p', 'JSON.stringify(require("./package.json"))'], { cwd: repositoryRoot })).stdout,
  );
  await npm(home, ['install', '--offline', '--no-audit', '--no-fund', join(home, `spotctl-${version}.tgz`)]);
  await cp(join(repositoryRoot, 'examples'), join(home, 'examples'), { recursive: true });
  const path = [nodeFolder, join(home, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(':');
  return {
    folder: join(home, 'node_modules/spotctl'),
    run: async (line) => {
      const env = { ...isolatedEnv(home), PATH: path };
      const { exitCode, all } = await execa('sh', ['-c', line], { cwd: home, env, extendEnv: false, reject: false, all: true });
      return { exitCode, output: all };
    },
  };
}

async function npm(cwd: string, words: readonly string[]) {
  return await execa('npm', words, { cwd });
}
