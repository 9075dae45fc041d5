import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Terminal } from '../../ports/terminal.ts';

/** Asks on stderr, so that stdout stays the answer; `canAsk` is false unless both ends are a terminal. */
export function createTerminal(streams: { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream }): Terminal {
  return {
    canAsk: streams.input.isTTY && streams.output.isTTY,
    ask: async (message) => {
      const { default: input } = await import('@inquirer/input');
      return await orInterrupted(input({ message }, streams));
    },
    askSecret: async (message) => {
      const { default: password } = await import('@inquirer/password');
      return await orInterrupted(password({ message, mask: true }, streams));
    },
  };
}

async function orInterrupted(answer: Promise<string>): Promise<string> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      throw new SpotctlError({
        code: 'INTERRUPTED',
        message: 'Interrupted at the question; nothing was done.',
        hint: 'Run the command again.',
      });
    }
    throw error;
  }
}
