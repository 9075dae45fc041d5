import { Config, Help } from '@oclif/core';
import type { Program } from './program.ts';
import { loadOptions } from './load-options.ts';

/** Help of a command, a topic, or of the program where `subject` is empty. */
export async function showHelp(subject: string, program: Program): Promise<void> {
  const manifest = await program.manifest();
  const commands = Object.values(manifest).map((command) => ({ ...command, load: () => program.loadCommand(command.id) }));
  const config = await Config.load(loadOptions(program, commands));
  await new Help(config, program.packageJson.oclif.helpOptions).showHelp(subject === '' ? [] : [subject]);
}
