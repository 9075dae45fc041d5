import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** What becomes of a call. Those that begin with `act` let EC2 do it first, and lose the answer. */
export type Mishap =
  | 'act, then reset'
  | 'act, then answer 200 with nothing'
  | 'act, then break off the answer'
  | 'act, then answer as a proxy: 502'
  | 'act, then hang'
  | { readonly status: number; readonly code: string };

export interface CallFault {
  /** The action it strikes. */
  readonly on: string;
  readonly mishap: Mishap;
  /** Which of the calls, counted from 1; all where left out. */
  readonly calls?: (call: number) => boolean;
  /** Only while this many seconds since the first call that it struck. */
  readonly forSeconds?: number;
}

export interface FaultyEc2 {
  readonly url: string;
  /** The actions that reached it, dry runs not among them. */
  readonly actions: readonly string[];
  /** The ids of every termination that was passed on to EC2, in order. */
  readonly doomed: readonly string[];
  /** Runs once, right before the first call of that action is passed on. */
  before(action: string, act: () => Promise<void>): void;
}

/** A loopback EC2 in front of another, where chosen calls go wrong. It ends with the test. */
export async function faultyEc2(target: string, faults: readonly CallFault[]): Promise<FaultyEc2> {
  const actions: string[] = [];
  const doomed: string[] = [];
  const surprises = new Map<string, () => Promise<void>>();
  const struckSince = new Map<CallFault, number>();
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const parameters = new URLSearchParams(body.toString('utf8'));
    const action = parameters.get('Action') ?? '';
    if (parameters.get('DryRun') !== 'true') actions.push(action);
    await surprises.get(action)?.();
    surprises.delete(action);
    const call = actions.filter((one) => one === action).length;
    const fault = faults.find((one) => one.on === action && (one.calls?.(call) ?? true) && isOn(one));
    const mishap = fault?.mishap;
    if (typeof mishap === 'object') return refuse(response, mishap);
    if (action === 'TerminateInstances' && parameters.get('DryRun') !== 'true')
      doomed.push(...[...parameters].flatMap(([name, value]) => (name.startsWith('InstanceId.') ? [value] : [])));
    const reply = await forward(request, { body, target });
    if (mishap === undefined) return send(response, reply);
    spoil(response, { mishap, reply });
  };

  const isOn = (fault: CallFault): boolean => {
    if (fault.forSeconds === undefined) return true;
    const since = struckSince.get(fault) ?? performance.now();
    struckSince.set(fault, since);
    return performance.now() - since < fault.forSeconds * 1_000;
  };

  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => resolve());
  await promise;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, actions, doomed, before: (action, act) => surprises.set(action, act) };
}

interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

async function forward(request: IncomingMessage, { body, target }: { readonly body: Buffer; readonly target: string }): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const { authorization = '', 'content-type': type = '' } = request.headers;
  const outgoing = httpRequest(target, { method: 'POST', headers: { authorization, 'content-type': type } }, (incoming) => {
    readBody(incoming).then((read) => resolve({ status: incoming.statusCode ?? 500, body: read }), reject);
  });
  outgoing.on('error', reject);
  outgoing.end(body);
  return promise;
}

function spoil(response: ServerResponse, { mishap, reply }: { readonly mishap: Exclude<Mishap, object>; readonly reply: Reply }): void {
  switch (mishap) {
    case 'act, then reset':
      response.destroy();
      return;
    case 'act, then answer 200 with nothing':
      return send(response, { status: 200, body: Buffer.alloc(0) });
    case 'act, then break off the answer':
      return send(response, { status: 200, body: reply.body.subarray(0, reply.body.length / 2) });
    case 'act, then answer as a proxy: 502':
      return send(response, { status: 502, body: Buffer.from('<html><body>Bad gateway</body></html>') });
    case 'act, then hang':
      return;
    default:
      return mishap satisfies never;
  }
}

function refuse(response: ServerResponse, { status, code }: Extract<Mishap, object>): void {
  const body = `<Response><Errors><Error><Code>${code}</Code><Message>${code} in the test</Message></Error></Errors><RequestID>r</RequestID></Response>`;
  send(response, { status, body: Buffer.from(body) });
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(body);
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
