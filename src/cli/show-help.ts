import { Help } from '@oclif/core/help';
import { HelpConfig } from './help-config.ts';
import type { Program } from './program.ts';
import type { RunConfig } from './run-config.ts';

export interface HelpRequest {
  /** A command, a topic, or empty for the program itself. */
  readonly subject: string;
  readonly program: Program;
  readonly config: RunConfig;
}

/** Shows help as oclif renders it. */
export async function showHelp({ subject, program, config }: HelpRequest): Promise<void> {
  const manifest = await program.manifest();
  const commands = Object.values(manifest).map((command) => ({ ...command, load: () => program.loadCommand(command.id) }));
  await new Help(new HelpConfig(config, commands), config.pjson.oclif.helpOptions).showHelp(subject === '' ? [] : [subject]);
}
