#!/usr/bin/env node
// The same program from its source, without a build: node bin/dev.js doctor
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';

register();
const { findCommands } = await import('../build/find-commands.ts');
const { readManifest } = await import('../build/manifest.ts');
const { launch } = await import('../src/cli/launch.ts');

const root = join(import.meta.dirname, '..');
const paths = new Map((await findCommands(root)).map(({ id, path }) => [id, path]));

await launch(process.argv.slice(2), {
  root,
  packageJson: JSON.parse(await readFile(join(root, 'package.json'), 'utf8')),
  commandIds: [...paths.keys()],
  loadCommand: async (id) => (await import(paths.get(id))).default,
  manifest: () => readManifest(root, join(root, 'src/commands')),
});
