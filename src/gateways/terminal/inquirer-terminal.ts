import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Terminal } from '../../ports/terminal.ts';

export interface TerminalStreams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Standard error, so that standard output stays the answer. */
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Asks on the given streams; `canAsk` is false unless both ends are a terminal. */
export function createTerminal(streams: TerminalStreams): Terminal {
  return {
    canAsk: streams.input.isTTY === true && streams.output.isTTY === true,
    ask: async (message) => {
      const { default: input } = await import('@inquirer/input');
      return await untilEnd(streams, async (context) => await input({ message }, context));
    },
    askSecret: async (message) => {
      const { default: password } = await import('@inquirer/password');
      return await untilEnd(streams, async (context) => await password({ message, mask: true }, context));
    },
  };
}

interface PromptContext extends TerminalStreams {
  readonly signal: AbortSignal;
}

/** A prompt settles neither at Ctrl-D nor when the terminal hangs up: the program would end there with 0, as if all were done. */
async function untilEnd(streams: TerminalStreams, ask: (context: PromptContext) => Promise<string>): Promise<string> {
  const { input } = streams;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  const endAtControlD = (_text: string | undefined, key: { readonly ctrl?: boolean; readonly name?: string } | undefined): void => {
    if (key?.ctrl === true && key.name === 'd') end();
  };
  input.on('end', end).on('keypress', endAtControlD);
  try {
    return await ask({ ...streams, signal: ended.signal });
  } catch (error) {
    throw isInterruption(error) ? interrupted() : error;
  } finally {
    input.off('end', end).off('keypress', endAtControlD);
  }
}

function isInterruption(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError');
}

function interrupted(): SpotctlError {
  return new SpotctlError({
    code: 'INTERRUPTED',
    message: 'Interrupted at the question; nothing was done.',
    hint: 'Run the command again.',
  });
}
