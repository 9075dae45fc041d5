import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Clock } from '../../ports/clock.ts';
import { LOOKS_ONLY } from '../../wire/agent-termination.ts';
import type { Endpoint } from '../../wire/endpoint.ts';
import type { CallIdentity } from './answer-error.ts';
import type { Answer, BodyReader, Outcome, OutgoingRequest, Send } from './exchange.ts';
import { requestUrl, type Target } from './request-url.ts';
import { retryPauseMs } from './retry-pause.ts';

/** One attempt, as `--debug` tells it: no header, no body, no token. */
export interface ExchangeRecord {
  readonly method: string;
  readonly url: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly status: number | null;
  readonly durationMs: number;
  readonly errorCode: SpotctlError['code'] | null;
}

export interface Calling {
  readonly base: URL;
  readonly token: string | null;
  /** False for an agent, which takes what the sweep offers it. */
  readonly looksOnly?: boolean;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly send: Send;
  readonly random: () => number;
  readonly onExchange: (record: ExchangeRecord) => void;
}

export interface Call extends Target {
  readonly body?: unknown;
  /** False: a single attempt, also of a read. */
  readonly isRetried?: boolean;
  /** Makes what reads the body of a success, anew for each attempt. */
  readonly reads?: () => BodyReader;
}

export interface CallAnswer {
  readonly answer: Answer;
  readonly identity: CallIdentity;
}

export type CallEndpoint = (endpoint: Pick<Endpoint, 'method' | 'path'>, call: Call) => Promise<CallAnswer>;

/** Makes the caller of one backend: the token on every request, reads tried again within the time, writes never. */
export function callerOf(calling: Calling): CallEndpoint {
  return async ({ method, path }, { body, isRetried = true, reads, ...target }) => {
    const url = requestUrl(calling.base, { path, ...target });
    const request = { method, url, headers: headersOf(calling), body: body === undefined ? null : JSON.stringify(body), reads };
    const outcome = await attempt(calling, { request, isRetried: isRetried && method === 'GET' });
    if (outcome.kind === 'failed') throw outcome.error;
    return { answer: outcome.answer, identity: { method, path: url.pathname, token: calling.token } };
  };
}

interface Attempting {
  readonly request: Omit<OutgoingRequest, 'timeoutMs'>;
  readonly isRetried: boolean;
}

async function attempt(calling: Calling, { request, isRetried }: Attempting): Promise<Outcome> {
  const deadline = nowMs(calling) + calling.timeoutMs;
  for (let count = 1; ; count += 1) {
    const timeoutMs = Math.max(1, deadline - nowMs(calling));
    const outcome = await attemptOnce(calling, { request: { ...request, timeoutMs }, count });
    const remainingMs = deadline - nowMs(calling);
    const pause = isRetried ? retryPauseMs({ outcome, attempt: count, remainingMs, random: calling.random() }) : null;
    if (pause === null) return outcome;
    await calling.clock.sleep(pause);
  }
}

async function attemptOnce(
  calling: Calling,
  { request, count }: { readonly request: OutgoingRequest; readonly count: number },
): Promise<Outcome> {
  const startedAt = nowMs(calling);
  const outcome = await calling.send(request);
  const { url, method } = request;
  const told =
    outcome.kind === 'answered' ? { status: outcome.answer.status, errorCode: null } : { status: null, errorCode: outcome.error.code };
  const shown = `${url.origin}${url.pathname}${url.search}`;
  calling.onExchange({ method, url: shown, attempt: count, durationMs: nowMs(calling) - startedAt, ...told });
  return outcome;
}

function nowMs({ clock }: Calling): number {
  return clock.now().getTime();
}

function headersOf({ token, looksOnly = true }: Calling): Record<string, string> {
  const looking = looksOnly ? { [LOOKS_ONLY.name]: LOOKS_ONLY.value } : {};
  const headers = { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'spotctl', ...looking };
  return token === null ? headers : { ...headers, authorization: `Bearer ${token}` };
}
