import { execFileSync } from 'node:child_process';
import { copyFile, glob, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** The mark in Node's binary that says whether a program was put into it. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

// What `npm run build` has built, and the Node that runs this, in one file.
if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('The executable is built on Linux x64, and for it.');
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist-executable');
const executable = join(folder, 'spotctl-linux-x64');
await mkdir(folder, { recursive: true });
const work = await mkdtemp(join(folder, 'work-'));
try {
  const made = join(work, 'spotctl');
  await copyFile(process.execPath, made);
  const blob = await prepareBlob();
  execFileSync(join(root, 'node_modules/.bin/postject'), [made, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE], { stdio: 'pipe' });
  await rename(made, executable);
} finally {
  await rm(work, { recursive: true, force: true });
}
const said = execFileSync(executable, ['--version'], { encoding: 'utf8' }).trim();
console.log(`${executable}: ${((await stat(executable)).size / 1e6).toFixed(0)} MB, ${said}`);

/** `bin/run.js` as the script that the executable starts, and the package's files inside it. */
async function prepareBlob(): Promise<string> {
  const main = join(work, 'run.cjs');
  const launcher = await rolldown({ input: join(root, 'bin/run.js'), platform: 'node' });
  await launcher.write({ file: main, format: 'cjs' });
  await launcher.close();
  const assets: Record<string, string> = { 'package.json': join(root, 'package.json') };
  for await (const file of glob('dist/**/*.{js,mjs,json}', { cwd: root, exclude: ['dist/contents.json'] })) assets[file] = join(root, file);
  const configuration = join(work, 'sea.json');
  const output = join(work, 'program.blob');
  await writeFile(configuration, JSON.stringify({ main, output, assets, disableExperimentalSEAWarning: true }));
  execFileSync(process.execPath, ['--experimental-sea-config', configuration], { stdio: 'pipe' });
  return output;
}
