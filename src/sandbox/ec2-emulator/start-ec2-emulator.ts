import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerPriceList, type PriceListAnswer } from './answer-price-list.ts';
import { answerRequest, type EmulatedCall, type QueryAnswer } from './answer-request.ts';
import type { CloudWorld, WorldState } from './cloud-world.ts';
import { EmulatedCloud } from './emulated-cloud.ts';

const DEFAULT_SHUTTING_DOWN_SECONDS = 3;

export interface Ec2EmulatorOptions {
  readonly world: CloudWorld;
  /** A free one where left out. */
  readonly port?: number;
  readonly clock?: { now(): Date };
  /** How long an instance is shutting down before it is terminated: 3 where left out. */
  readonly shuttingDownSeconds?: number;
}

export interface Ec2Emulator {
  /** What AWS_ENDPOINT_URL is to be. */
  readonly url: string;
  /** Every instance still visible, with its state at this moment. */
  instances(): readonly { readonly id: string; readonly region: string; readonly state: WorldState }[];
  /** Every call since the start, oldest first. */
  calls(): readonly EmulatedCall[];
  close(): Promise<void>;
}

/** Starts EC2, STS and the price list of one made-up account on loopback. Nothing outlives `close`. */
export async function startEc2Emulator(options: Ec2EmulatorOptions): Promise<Ec2Emulator> {
  const clock = options.clock ?? { now: () => new Date() };
  const shuttingDownSeconds = options.shuttingDownSeconds ?? DEFAULT_SHUTTING_DOWN_SECONDS;
  const cloud = new EmulatedCloud({ world: options.world, now: () => clock.now().getTime(), shuttingDownSeconds });
  const permissions = options.world.permissions ?? {};
  const calls: EmulatedCall[] = [];
  const server = createServer((request, response) => {
    const requestId = randomUUID();
    const { authorization, 'x-amz-target': target } = request.headers;
    readBody(request)
      .then((body) =>
        typeof target === 'string'
          ? answerPriceList({ authorization, target, body, cloud, permissions })
          : answerRequest({ authorization, parameters: parametersOf(request, body), requestId, cloud, permissions }),
      )
      .then((answer) => {
        calls.push(answer.call);
        return send(response, { ...answer, requestId });
      })
      .catch(() => response.destroy());
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    instances: () => {
      cloud.advance();
      return cloud.instances().map(({ facts, state }) => ({ id: facts.id, region: facts.region, state }));
    },
    calls: () => [...calls],
    close: async () => closeServer(server),
  };
}

/** Rejects where the caller hung up. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Query string and form body as one. */
function parametersOf(request: IncomingMessage, body: string): URLSearchParams {
  const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
  return new URLSearchParams([...query, ...new URLSearchParams(body)]);
}

function send(
  response: ServerResponse,
  { httpStatus, requestId, ...answer }: (QueryAnswer | PriceListAnswer) & { readonly requestId: string },
): void {
  const [type, text] = 'xml' in answer ? ['text/xml;charset=UTF-8', answer.xml] : ['application/x-amz-json-1.1', answer.json];
  response.writeHead(httpStatus, { 'content-type': type, 'x-amzn-requestid': requestId });
  response.end(text);
}

async function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return promise;
}

async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}
