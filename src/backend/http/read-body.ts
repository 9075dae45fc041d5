import type { IncomingMessage } from 'node:http';

import { refusal } from './refusal.ts';

const LIMIT_BYTES = 1_048_576;

/** A body that was sent, or why it is none; whether that matters is the endpoint's word. */
export type ReadBody = { readonly isJson: true; readonly value: unknown } | { readonly isJson: false };

/** Reads to the end, whatever the content type says: an agent that forgets the header still means JSON. 413 beyond a megabyte. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  if (isWithoutBody(request)) return { isJson: false };
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const buffer = Buffer.from(chunk);
      bytes += buffer.length;
      if (bytes > LIMIT_BYTES) throw refusal(413, `The body is larger than ${String(LIMIT_BYTES)} bytes`);
      chunks.push(buffer);
    }
  } catch (error) {
    if (request.destroyed && !request.complete) throw refusal(400, 'The body was cut short');
    throw error;
  }
  return parse(Buffer.concat(chunks).toString('utf8'));
}

/** Sends neither a length nor chunks, as HTTP has it: nothing follows the head. */
function isWithoutBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0';
}

function parse(text: string): ReadBody {
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { isJson: false };
    throw error;
  }
}
