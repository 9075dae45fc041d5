import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerRequest, type EmulatedCall } from './answer-request.ts';
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

/** Starts EC2 and STS of one made-up account on loopback. Nothing outlives `close`. */
export async function startEc2Emulator(options: Ec2EmulatorOptions): Promise<Ec2Emulator> {
  const clock = options.clock ?? { now: () => new Date() };
  const shuttingDownSeconds = options.shuttingDownSeconds ?? DEFAULT_SHUTTING_DOWN_SECONDS;
  const cloud = new EmulatedCloud({ world: options.world, now: () => clock.now().getTime(), shuttingDownSeconds });
  const permissions = options.world.permissions ?? {};
  const calls: EmulatedCall[] = [];
  const server = createServer((request, response) => {
    const requestId = randomUUID();
    readParameters(request)
      .then((parameters) => answerRequest({ authorization: request.headers.authorization, parameters, requestId, cloud, permissions }))
      .then(({ call, httpStatus, xml }) => {
        calls.push(call);
        return send(response, { httpStatus, xml, requestId });
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

/** Query string and form body as one; rejects where the caller hung up. */
async function readParameters(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
  return new URLSearchParams([...query, ...new URLSearchParams(Buffer.concat(chunks).toString('utf8'))]);
}

function send(response: ServerResponse, answer: { readonly httpStatus: number; readonly xml: string; readonly requestId: string }): void {
  response.writeHead(answer.httpStatus, { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': answer.requestId });
  response.end(answer.xml);
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
