import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serveOnLoopback } from '../../support/serve-on-loopback.ts';

/** What the peer does with one request. `reset`: acts, then cuts the line. `hang`: never answers. `drip`: begins an answer and never ends it. `endless`: says so again and again. */
export type Step =
  | 'reset'
  | 'hang'
  | 'drip'
  | { readonly status: number; readonly endless: string }
  | { readonly status?: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> };

export interface ScriptedPeer {
  readonly url: string;
  /** The parameters of each request that came in. */
  readonly requests: readonly URLSearchParams[];
  /** How many hours ahead of this machine's clock each request was signed. */
  signedHoursAhead(): readonly number[];
}

/** A server that does one step for each request, and the last one for all that follow. It ends with the test. */
export async function scriptedPeer(...steps: readonly Step[]): Promise<ScriptedPeer> {
  const requests: URLSearchParams[] = [];
  const signedHours: number[] = [];
  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      requests.push(new URLSearchParams(body));
      signedHours.push(hoursAhead(String(request.headers['x-amz-date'])));
      return perform(steps[requests.length - 1] ?? steps.at(-1) ?? 'hang', response);
    });
  });
  return {
    requests,
    signedHoursAhead: () => signedHours,
    url: await serveOnLoopback(server),
  };
}

function perform(step: Step, response: ServerResponse): void {
  if (step === 'hang') return;
  if (step === 'reset') {
    response.destroy();
    return;
  }
  if (step === 'drip') {
    response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '1000' });
    response.write('<?xml version="1.0"?>');
    return;
  }
  if ('endless' in step) {
    response.writeHead(step.status, { 'content-type': 'text/xml' });
    pourOut(Buffer.from(step.endless.repeat(Math.ceil(65_536 / step.endless.length))), response);
    return;
  }
  response.writeHead(step.status ?? 200, { 'content-type': 'text/xml', 'x-amzn-requestid': 'request-1', ...step.headers });
  response.end(step.body);
}

/** As fast as it is read, until the other side has had enough. */
function pourOut(chunk: Buffer, response: ServerResponse): void {
  while (!response.destroyed && response.write(chunk));
  if (!response.destroyed) response.once('drain', () => pourOut(chunk, response));
}

/** SigV4 writes its moment as 20261123T120000Z. */
function hoursAhead(signedAt: string): number {
  const moment = Date.parse(signedAt.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
  return Math.round((moment - Date.now()) / 3_600_000) + 0;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** An error of EC2's as it words it. */
export function fault(status: number, error: { readonly code: string; readonly message?: string }): Step {
  const body = `<Response><Errors><Error><Code>${error.code}</Code><Message>${error.message ?? 'No.'}</Message></Error></Errors><RequestID>request-1</RequestID></Response>`;
  return { status, body };
}

/** An answer to TerminateInstances that names these ids. */
export function terminating(...ids: readonly string[]): Step {
  return {
    body: `<TerminateInstancesResponse><requestId>r</requestId><instancesSet>${ids.map(change).join('')}</instancesSet></TerminateInstancesResponse>`,
  };
}

function change(id: string): string {
  const states = `<currentState><code>32</code><name>shutting-down</name></currentState><previousState><code>16</code><name>running</name></previousState>`;
  return `<item><instanceId>${id}</instanceId>${states}</item>`;
}
