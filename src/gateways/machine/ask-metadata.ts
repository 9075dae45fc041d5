import type { IncomingMessage } from 'node:http';

const LONGEST_ANSWER_BYTES = 1024;

export interface MetadataRequest {
  readonly method: 'GET' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the request whatever it waits for. */
  readonly signal: AbortSignal;
}

/** The text of a 200 answer; rejects for everything else. */
export async function askMetadata({ method, url, headers, signal }: MetadataRequest): Promise<string> {
  // An import of node:http would load node's own HTTP client with it, which takes as long as the rest of the start.
  const { request } = process.getBuiltinModule('node:http');
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(url, { method, headers, signal, agent: false }, resolve).on('error', reject).end();
  const response = await promise;
  if (response.statusCode !== 200) {
    response.destroy();
    throw new Error(`The metadata service answered ${response.statusCode}.`);
  }
  return readText(response);
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > LONGEST_ANSWER_BYTES) throw new Error('The metadata service answered with more than an id or a token.');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8').trim();
}
