import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.ts';
import { checkedBaseUrl, checkedToken } from './backend-address.ts';
import { type CallEndpoint, callerOf, type ExchangeRecord } from './call-endpoint.ts';
import { sendOverHttp } from './send-over-http.ts';

export interface HttpBackendOptions {
  /** Where the backend's paths begin; a path of its own is kept. */
  readonly baseUrl: string;
  /** `null`: ask without a token, which only the open calls allow. */
  readonly token: string | null;
  /** For one call, tries and pauses included. */
  readonly timeoutMs: number;
  readonly clock?: Clock;
  /** Told of every attempt, for `--debug`. */
  readonly onExchange?: (record: ExchangeRecord) => void;
  /** Told each time a read is on its way, and there is nothing to do but wait. */
  readonly onSent?: () => void;
  /** Told of the bytes of every chunk that arrives. */
  readonly onArrived?: (bytes: number) => void;
  /** 64 MiB where left out. */
  readonly maxAnswerBytes?: number;
}

/** One backend, called with its token or openly. */
export interface ConnectedBackend {
  readonly call: CallEndpoint;
  readonly callOpenly: CallEndpoint;
  readonly clock: Clock;
}

const MAX_ANSWER_BYTES = 64 * 1_048_576;

const realClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
};

/** Nothing is sent before the first call. Throws `SETTINGS_INVALID` for a URL or token that cannot be used. */
export function connectBackend(options: HttpBackendOptions, { looksOnly }: { readonly looksOnly: boolean }): ConnectedBackend {
  const { timeoutMs, clock = realClock, onExchange = () => undefined, onSent = () => undefined, onArrived = () => undefined } = options;
  const base = checkedBaseUrl(options.baseUrl);
  const token = checkedToken(options.token);
  const send = sendOverHttp(base.origin, { maxAnswerBytes: options.maxAnswerBytes ?? MAX_ANSWER_BYTES, onSent, onArrived });
  const calling = { base, timeoutMs, clock, send, random: Math.random, onExchange, looksOnly };
  return { call: callerOf({ ...calling, token }), callOpenly: callerOf({ ...calling, token: null }), clock };
}
