import { Help } from '@oclif/core/help';
import { HelpConfig } from './help-config.ts';
import type { Program } from './program.ts';

/** Help of a command, a topic, or of the program where `subject` is empty; rendered by oclif. */
export async function showHelp(subject: string, program: Program): Promise<void> {
  const config = new HelpConfig(program, await program.manifest());
  await new Help(config, program.packageJson.oclif.helpOptions).showHelp(subject === '' ? [] : [subject]);
}
