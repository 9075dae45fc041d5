import { asUsageError } from '../usage-error.ts';
import { choosePresentation } from './choose-presentation.ts';
import { renderError } from './render-error.ts';

/** An error as the last line of an event stream: the document that `--json` ends with, on one line. */
export async function errorLine(thrown: unknown): Promise<{ readonly line: string; readonly exitCode: number }> {
  const presentation = choosePresentation({ argv: ['--json'], environment: { isColorRefused: true }, stdout: {} });
  const { stdout, exitCode } = await renderError(asUsageError(thrown), { presentation, isDebug: false });
  // The document has one value a line and escapes every other line break.
  return { line: `${stdout.trimEnd().replace(/\n */gu, ' ')}\n`, exitCode };
}
