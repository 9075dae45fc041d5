import type { IncomingMessage } from 'node:http';

/** The identity document has some 500 bytes, fifty tags at their longest some 20,000. */
const LONGEST_ANSWER_BYTES = 32_768;
const TOKEN_SECONDS = 60;

/** An answer that is none of success. */
export class MetadataRefusal extends Error {
  override readonly name = 'MetadataRefusal';
  readonly status: number;

  constructor(status: number) {
    super(`The metadata service answered ${status}.`);
    this.status = status;
  }
}

/** Asks one path; the text of a 200 answer, and rejects for everything else. */
export type AskMetadata = (path: string) => Promise<string>;

/** Fetches the token that version 2 of the service wants with every question. The signal ends whatever is under way. */
export async function openMetadata(endpoint: string, signal: AbortSignal): Promise<AskMetadata> {
  const lifetime = { 'x-aws-ec2-metadata-token-ttl-seconds': String(TOKEN_SECONDS) };
  const token = await askMetadata({ method: 'PUT', url: new URL('/latest/api/token', endpoint), headers: lifetime, signal });
  const headers = { 'x-aws-ec2-metadata-token': token };
  return async (path) => await askMetadata({ method: 'GET', url: new URL(path, endpoint), headers, signal });
}

interface MetadataRequest {
  readonly method: 'GET' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the request whatever it waits for. */
  readonly signal: AbortSignal;
}

async function askMetadata({ method, url, headers, signal }: MetadataRequest): Promise<string> {
  // An import of node:http would load node's own HTTP client with it, which takes as long as the rest of the start.
  const { request } = process.getBuiltinModule('node:http');
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(url, { method, headers, signal, agent: false }, resolve).on('error', reject).end();
  const response = await promise;
  if (response.statusCode !== 200) {
    response.destroy();
    throw new MetadataRefusal(response.statusCode ?? 0);
  }
  return readText(response);
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > LONGEST_ANSWER_BYTES) throw new Error('The metadata service answered with more than it has to tell.');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8').trim();
}
