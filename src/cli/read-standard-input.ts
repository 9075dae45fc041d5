import { text } from 'node:stream/consumers';

/** Everything that is piped in. */
export async function readStandardInput(): Promise<string> {
  return await text(process.stdin);
}
