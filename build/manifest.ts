import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Plugin } from '@oclif/core';
import type { Bundling } from './bundle.ts';

/** Writes what help needs to know of each command, read from the built classes by oclif itself. */
export async function writeManifest({ root, outputFolder }: Bundling): Promise<void> {
  const pjson = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  pjson.oclif.commands = `./${relative(root, join(outputFolder, 'commands'))}`;
  const plugin = new Plugin({ root, pjson, ignoreManifest: true, errorOnManifestCreate: true, type: 'core' });
  await plugin.load();
  await writeFile(join(outputFolder, 'manifest.json'), JSON.stringify(plugin.manifest.commands));
}
