import { findCommand } from './find-command.ts';
import type { Program } from './program.ts';
import { runConfig } from './run-config.ts';

/** Runs the command that the words name; shows help where they ask for it or name none. */
export async function launch(words: readonly string[], program: Program): Promise<void> {
  if (words[0] === '__complete') {
    const { answerShell } = await import('./completion/answer-shell.ts');
    process.stdout.write(answerShell(words.slice(1), await program.completions()));
    return;
  }
  const asked = findCommand(words, program.commandIds);
  switch (asked.kind) {
    case 'command': {
      const CommandClass = await program.loadCommand(asked.id);
      CommandClass.id = asked.id;
      await CommandClass.run([...asked.rest], runConfig(program));
      return;
    }
    case 'help': {
      const { showHelp } = await import('./show-help.ts');
      await showHelp({ subject: asked.subject, program, config: runConfig(program) });
      if (words.length === 0) await showNextSteps();
      return;
    }
    case 'unknown': {
      const { reportUnknownCommand } = await import('./report-unknown-command.ts');
      return reportUnknownCommand(asked, words);
    }
    default:
      asked satisfies never;
  }
}

async function showNextSteps(): Promise<void> {
  const [{ nextSteps }, { readEnvironment }] = await Promise.all([import('./next-steps.ts'), import('./settings/environment.ts')]);
  process.stdout.write(await nextSteps(readEnvironment()));
}
