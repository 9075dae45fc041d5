import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as openHttp } from 'node:http';
import { Agent as HttpsAgent, request as openHttps } from 'node:https';
import { type Answer, type BodyReader, isSuccess, type Outcome, type OutgoingRequest, type Send } from './exchange.ts';
import { networkFailure, timedOut, tooLarge } from './network-failure.ts';
import { PhaseWatch } from './phase-watch.ts';
import { WholeText } from './whole-text.ts';

const CONNECTIONS = 8;

/** What bounds the answers of a backend, and who is told of its calls. */
export interface Sending {
  readonly maxAnswerBytes: number;
  /** Told each time a read is on its way. */
  readonly onSent: () => void;
  /** Told of the bytes of every chunk that arrives. */
  readonly onArrived: (bytes: number) => void;
}

/** Sends reads over kept connections; a write gets a fresh one, since the backend may be closing a kept one. */
export function sendOverHttp(origin: string, { onSent, ...bounds }: Sending): Send {
  const isSecure = origin.startsWith('https:');
  const open = isSecure ? openHttps : openHttp;
  const options = { keepAlive: true, maxSockets: CONNECTIONS };
  const kept = isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  return async (request) => {
    const { method, url, body } = request;
    const headers = { ...request.headers, ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }) };
    const outgoing = open(url, { method, headers, agent: method === 'GET' ? kept : false });
    if (method === 'GET') outgoing.once('finish', onSent);
    const outcome = await exchange({ outgoing, request, isSecure, ...bounds });
    if (outcome.kind === 'failed') outgoing.destroy();
    return outcome;
  };
}

interface Exchange extends Omit<Sending, 'onSent'> {
  readonly outgoing: ClientRequest;
  readonly request: OutgoingRequest;
  readonly isSecure: boolean;
}

async function exchange({ outgoing, request, isSecure, ...bounds }: Exchange): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const watch = new PhaseWatch({ timeoutMs: request.timeoutMs, onExpired: (expired) => resolve(timedOut({ request, ...expired })) });
  const fail = (error: Error): void => {
    const failure = networkFailure(error, { request, phase: watch.phase });
    if (failure === null) reject(error);
    else resolve(failure);
  };
  outgoing.on('error', fail);
  outgoing.once('socket', (socket) => {
    if (outgoing.reusedSocket) watch.hear('headers');
    else socket.once(isSecure ? 'secureConnect' : 'connect', () => watch.hear('headers'));
  });
  outgoing.once('response', (incoming) => {
    incoming.on('error', fail);
    const onTooLarge = (): void => resolve(tooLarge(request, bounds.maxAnswerBytes));
    readAnswer({ incoming, reader: readerOf(incoming, request), watch, ...bounds, onTooLarge, onOutcome: resolve, onError: reject });
  });
  outgoing.end(request.body ?? undefined);
  try {
    return await promise;
  } finally {
    watch.stop();
  }
}

function readerOf({ statusCode = 0 }: IncomingMessage, { reads }: OutgoingRequest): BodyReader {
  return isSuccess(statusCode) && reads !== undefined ? reads() : new WholeText();
}

interface Incoming extends Omit<Sending, 'onSent'> {
  readonly incoming: IncomingMessage;
  readonly reader: BodyReader;
  readonly watch: PhaseWatch;
  readonly onOutcome: (outcome: Outcome) => void;
  readonly onTooLarge: () => void;
  readonly onError: (error: unknown) => void;
}

/** Reads the answer up to the limit; nothing more is taken once it is passed. */
function readAnswer({ incoming, reader, watch, maxAnswerBytes, onArrived, onOutcome, onTooLarge, onError }: Incoming): void {
  let bytes = 0;
  // What a reader throws is a defect, and is the caller's to hear of.
  const orFail = (read: () => void): void => {
    try {
      read();
    } catch (error) {
      onError(error);
    }
  };
  watch.hear('body');
  incoming.on('data', (chunk: Buffer) => {
    watch.hear('body');
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) onTooLarge();
    else orFail(() => reader.write(chunk));
    onArrived(chunk.length);
  });
  incoming.on('end', () => orFail(() => onOutcome({ kind: 'answered', answer: answerOf(incoming, reader.end()) })));
}

function answerOf({ statusCode: status = 0, headers }: IncomingMessage, text: string): Answer {
  return {
    status,
    contentType: headers['content-type'] ?? '',
    location: headers.location ?? null,
    retryAfter: headers['retry-after'] ?? null,
    text,
  };
}
