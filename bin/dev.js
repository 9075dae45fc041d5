#!/usr/bin/env node
// The same program from its source, without a build: node bin/dev.js doctor
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';

// Node takes the types out of .ts by itself; what it does not read is JSX.
registerHooks({
  // Node hands over three.
  load: (...[url, context, nextLoad]) => {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const { code } = transformSync(file, readFileSync(file, 'utf8'), { jsx: { runtime: 'automatic' } });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
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
