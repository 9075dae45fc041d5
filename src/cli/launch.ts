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
  if (words[0] === '__newest-version') return await askForNewestVersion();
  const asked = findCommand(words, program.commandIds);
  switch (asked.kind) {
    case 'command': {
      const CommandClass = await program.loadCommand(asked.id);
      CommandClass.id = asked.id;
      await CommandClass.run([...asked.rest], runConfig(program));
      await mentionNewerVersion(program);
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

/** To whoever sits at the terminal; a script hears nothing, and loads nothing for it. */
async function mentionNewerVersion({ packageJson: { version } }: Program): Promise<void> {
  if (!process.stdout.isTTY || !process.stderr.isTTY) return;
  const { readEnvironment } = await import('./settings/environment.ts');
  const environment = readEnvironment();
  if (environment.isUpdateNoticeRefused) return;
  const { tellNewerVersion } = await import('./update-notice/tell-newer-version.ts');
  tellNewerVersion({ version, environment, nowMs: Date.now(), say: (line) => void process.stderr.write(`${line}\n`) });
}

async function askForNewestVersion(): Promise<void> {
  const [{ askRegistry }, { readEnvironment }] = await Promise.all([
    import('./update-notice/ask-registry.ts'),
    import('./settings/environment.ts'),
  ]);
  await askRegistry(readEnvironment());
}

async function showNextSteps(): Promise<void> {
  const [{ nextSteps }, { readEnvironment }] = await Promise.all([import('./next-steps.ts'), import('./settings/environment.ts')]);
  process.stdout.write(await nextSteps(readEnvironment()));
}
