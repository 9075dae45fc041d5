import type { UnknownCommand } from './find-command.ts';

/** One line on stderr, or the error envelope on stdout where JSON is asked for; exit code 2. */
export function reportUnknownCommand({ name, suggestion }: UnknownCommand, words: readonly string[]): void {
  const message = `There is no command ${JSON.stringify(name)}.`;
  const hint = suggestion === null ? 'Run `spotctl --help` for the list.' : `Did you mean \`spotctl ${suggestion}\`?`;
  process.exitCode = 2;
  if (!asksForJson(words)) {
    process.stderr.write(`spotctl: ${message} ${hint} [USAGE]\n`);
    return;
  }
  const error = { code: 'USAGE', message, cause: null, hint, exitCode: 2 };
  process.stdout.write(`${JSON.stringify({ apiVersion: 'spotctl/v1', kind: 'Error', error }, null, 2)}\n`);
}

function asksForJson(words: readonly string[]): boolean {
  return /(^| )(--json|-o[ =]?json|--output[ =]json)( |$)/u.test(words.slice(0, [...words, '--'].indexOf('--')).join(' '));
}
