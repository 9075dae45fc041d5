import { Help } from '@oclif/core/help';
import { HelpConfig } from './help-config.ts';
import { plainUsage } from './plain-usage.ts';
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
  const commands = Object.values(manifest).map((command) => ({
    ...command,
    // oclif would list every flag there is.
    usage: command.usage ?? plainUsage(command),
    load: () => program.loadCommand(command.id),
  }));
  await new Help(new HelpConfig(config, commands), config.pjson.oclif.helpOptions).showHelp(subject === '' ? [] : [subject]);
}
