import { createServer } from 'node:http';
import { serveOnLoopback } from './serve-on-loopback.ts';

const ANSWERS_AFTER_MS = 25;

export interface CrowdCountingServer {
  readonly url: string;
  /** All requests so far, and the most that were waiting for their answers at one moment. */
  readonly seen: { total: number; atOnce: number };
}

/** A server on loopback for one test that takes its time, so that whoever asks too much at once is seen doing it. */
export async function crowdCountingServer(answer: { readonly contentType: string; readonly body: string }): Promise<CrowdCountingServer> {
  const seen = { total: 0, atOnce: 0 };
  let waiting = 0;
  const server = createServer((request, response) => {
    waiting += 1;
    seen.total += 1;
    seen.atOnce = Math.max(seen.atOnce, waiting);
    request.resume();
    setTimeout(() => {
      waiting -= 1;
      response.writeHead(200, { 'content-type': answer.contentType }).end(answer.body);
    }, ANSWERS_AFTER_MS);
  });
  return { url: await serveOnLoopback(server), seen };
}
