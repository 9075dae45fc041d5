import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { UnknownCommand } from './find-command.ts';
import { choosePresentation } from './printing/choose-presentation.ts';
import { onStderr } from './printing/presentation.ts';
import { renderError } from './printing/render-error.ts';
import { readEnvironment } from './settings/environment.ts';

/** Words that name no command end as every other error does: one shape, in the format they ask for. */
export async function reportUnknownCommand({ name, suggestion }: UnknownCommand, words: readonly string[]): Promise<void> {
  const error = new SpotctlError({ code: 'USAGE', ...complaintAbout(name, suggestion) });
  const presentation = choosePresentation({ argv: words, environment: readEnvironment(), stdout: process.stdout });
  const { stdout, stderr, exitCode } = await renderError(error, {
    presentation: onStderr(presentation, process.stderr),
    isDebug: words.includes('--debug'),
  });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
}

function complaintAbout(name: string, suggestion: string | null): { readonly message: string; readonly hint: string } {
  if (name.startsWith('-') && suggestion === null)
    return { message: `${name} stands before the command.`, hint: 'Write flags behind it: `spotctl doctor --json`.' };
  const hint = suggestion === null ? 'Run `spotctl --help` for the list.' : `Did you mean \`spotctl ${suggestion}\`?`;
  return { message: `There is no command "${name}".`, hint };
}
