import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { readAtMost } from './read-at-most.ts';

const MOST_BYTES = 65_536;

/** Everything that is piped in: the answer to one question. Throws `SETTINGS_INVALID` where it is longer than any, and `USAGE` where standard input is a terminal: what is typed there would be seen. */
export async function readStandardInput(input: NodeJS.ReadStream = process.stdin): Promise<string> {
  if (!input.isTTY) {
    const bytes = await readAtMost(input, MOST_BYTES);
    if (bytes !== null) return bytes.toString('utf8');
    throw new SpotctlError({
      code: 'SETTINGS_INVALID',
      message: 'Standard input holds more than an answer can be long.',
      hint: 'Pipe in the answer alone, on one line.',
    });
  }
  throw new SpotctlError({
    code: 'USAGE',
    message: 'The question cannot be shown, since standard error is not a terminal.',
    hint: 'Pipe the answer in, or let standard error go to the terminal.',
  });
}
