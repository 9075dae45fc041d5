import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Command, Plugin } from '@oclif/core';
import type { Bundling } from './bundle.ts';

/** Writes what help needs to know of each command. */
export async function writeManifest({ root, outputFolder }: Pick<Bundling, 'root' | 'outputFolder'>): Promise<void> {
  const manifest = await readManifest(root, join(outputFolder, 'commands'));
  await writeFile(join(outputFolder, 'manifest.json'), JSON.stringify(manifest));
}

/** Flags, arguments and texts of the commands in a folder, by id, read from their classes by oclif itself, which finds them in any order. */
export async function readManifest(root: string, commandsFolder: string): Promise<Record<string, Command.Cached>> {
  const pjson = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  pjson.oclif.commands = `./${relative(root, commandsFolder)}`;
  const plugin = new Plugin({ root, pjson, ignoreManifest: true, errorOnManifestCreate: true, type: 'core' });
  await plugin.load();
  const commands = Object.entries(plugin.manifest.commands);
  return Object.fromEntries(commands.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
