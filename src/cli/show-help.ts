import type { Command, Interfaces } from '@oclif/core';
import { Config } from '@oclif/core/config';
import { Help } from '@oclif/core/help';
import type { Program } from './program.ts';

/** Help of a command, a topic, or of the program where `subject` is empty; rendered by oclif. */
export async function showHelp(subject: string, program: Program): Promise<void> {
  const manifest = await program.manifest();
  const commands = Object.values(manifest).map((command) => ({ ...command, load: () => program.loadCommand(command.id) }));
  const config = await Config.load(loadOptions(program, commands));
  await new Help(config, program.packageJson.oclif.helpOptions).showHelp(subject === '' ? [] : [subject]);
}

/** Hands oclif the whole program as one plugin, so that it neither reads package data nor searches folders. */
function loadOptions({ root, packageJson }: Program, commands: Command.Loadable[]): Interfaces.LoadOptions {
  const { name, version, oclif } = packageJson;
  const plugin: Interfaces.Plugin = {
    _base: '',
    alias: name,
    commandIDs: commands.map((command) => command.id),
    commands,
    commandsDir: undefined,
    findCommand: () => Promise.reject(new Error('Commands are loaded by launch, not by a plugin.')),
    hasManifest: true,
    hooks: {},
    isRoot: true,
    load: async () => undefined,
    moduleType: 'module',
    name,
    options: { root },
    pjson: packageJson,
    root,
    topics: Object.entries(oclif.topics ?? {}).map(([topic, data]) => ({ ...data, name: topic })),
    type: 'core',
    valid: true,
    version,
  };
  return { root, pjson: packageJson, plugins: new Map([[name, plugin]]) };
}
