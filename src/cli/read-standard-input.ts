import { text } from 'node:stream/consumers';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';

/** Everything that is piped in. Throws `USAGE` where standard input is a terminal: what is typed there would be seen. */
export async function readStandardInput(input: NodeJS.ReadStream = process.stdin): Promise<string> {
  if (!input.isTTY) return await text(input);
  throw new SpotctlError({
    code: 'USAGE',
    message: 'The question cannot be shown, since standard error is not a terminal.',
    hint: 'Pipe the answer in, or let standard error go to the terminal.',
  });
}
