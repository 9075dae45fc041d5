import { findCommand } from './find-command.ts';
import type { Program } from './program.ts';

/** Runs the command that the words name; shows help where they ask for it or name none. */
export async function launch(words: readonly string[], program: Program): Promise<void> {
  const asked = findCommand(words, program.commandIds);
  switch (asked.kind) {
    case 'command':
      return runCommand({ id: asked.id, words: asked.rest, program });
    case 'help': {
      const { showHelp } = await import('./show-help.ts');
      return showHelp(asked.subject, program);
    }
    case 'unknown': {
      const { reportUnknownCommand } = await import('./report-unknown-command.ts');
      return reportUnknownCommand(asked, words);
    }
    default:
      asked satisfies never;
  }
}

interface CommandCall {
  readonly id: string;
  readonly words: readonly string[];
  readonly program: Program;
}

async function runCommand({ id, words, program }: CommandCall): Promise<void> {
  const [CommandClass, { loadOptions }] = await Promise.all([program.loadCommand(id), import('./load-options.ts')]);
  CommandClass.id = id;
  await CommandClass.run([...words], loadOptions(program));
}
