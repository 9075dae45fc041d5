import type { Command, Interfaces } from '@oclif/core';
import type { Program } from './program.ts';

/** Hands oclif the whole program, so that it neither reads package data nor searches folders. `commands` only help needs. */
export function loadOptions({ root, packageJson }: Program, commands: Command.Loadable[] = []): Interfaces.LoadOptions {
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
