import { causeText } from '../../domain/errors/cause-text.ts';
import { errorCatalogue } from '../../domain/errors/catalogue.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { printable, printableLines } from '../../views/printable.ts';
import { exitCodes } from '../exit-codes.ts';
import { isDocumentFormat, type Presentation, screenFor } from './presentation.ts';
import { renderJson, renderYaml } from './print-document.ts';

/** Where an error is written and with what exit code the run ends. */
export interface RenderedError {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** An error as the operator reads it, or as the one document of a JSON or YAML run. The stack only with --debug. */
export async function renderError(
  error: unknown,
  input: { readonly presentation: Presentation; readonly isDebug: boolean },
): Promise<RenderedError> {
  const known =
    error instanceof SpotctlError ? error : new SpotctlError({ code: 'BUG', message: 'spotctl met a defect of its own.', cause: error });
  const exitCode = exitCodes[known.exitMeaning];
  const stack = input.isDebug ? `${printableLines(stackOf(error))}\n` : '';
  if (isDocumentFormat(input.presentation)) {
    const body = { error: { code: known.code, message: known.message, cause: causeText(known.cause), hint: known.hint, exitCode } };
    const document = input.presentation.format === 'yaml' ? await renderYaml('Error', body) : renderJson('Error', body);
    return { stdout: document, stderr: stack, exitCode };
  }
  return { stdout: '', stderr: (await renderText(known, input.presentation)) + stack, exitCode };
}

async function renderText(error: SpotctlError, presentation: Presentation): Promise<string> {
  const { paint } = await screenFor(presentation, '');
  const cause = causeText(error.cause);
  const lines = [
    `${paint('red', '✗')} ${paint('bold', printable(error.message))}`,
    ...(cause === null ? [] : [`  Why:  ${printable(cause)}`]),
    `  Next: ${printable(error.hint)}`,
    `  ${paint('dim', `${error.code} (${errorCatalogue[error.code].title}): spotctl explain ${error.code}`)}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
}
