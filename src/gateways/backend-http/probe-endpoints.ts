import type { ErrorCode } from '../../domain/errors/catalogue.ts';
import { causeText } from '../../domain/errors/cause-text.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { EndpointProbe } from '../../domain/findings/diagnosis-input.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CallAnswer, CallEndpoint } from './call-endpoint.ts';
import { eachOf } from './each-of.ts';
import {
  type GuardedEndpoint,
  guardedEndpointsOfAgent,
  guardedEndpointsOfClient,
  type SecretEndpoint,
  secretEndpointsOf,
} from './guarded-endpoints.ts';
import { requestPath } from './request-url.ts';

/** Agents whose own endpoints are called; for those beyond it one skipped probe says how many they are. */
export const PROBED_AGENTS = 20;

const SIDE_BY_SIDE = 4;

export interface Probing {
  readonly call: CallEndpoint;
  /** The same without the token. */
  readonly callOpenly: CallEndpoint;
  readonly clock: Clock;
  readonly clientId: string;
  readonly agentIds: readonly string[];
}

/** Calls every guarded endpoint once, without a second try, and tells what each did. */
export async function probeEndpoints(probing: Probing): Promise<readonly EndpointProbe[]> {
  const { agentIds, clientId } = probing;
  const guarded = [...guardedEndpointsOfClient(clientId), ...agentIds.slice(0, PROBED_AGENTS).flatMap(guardedEndpointsOfAgent)];
  const [probes, open] = await Promise.all([
    eachOf(guarded, { sideBySide: SIDE_BY_SIDE, run: (endpoint) => probeOne(probing, endpoint) }),
    eachOf(secretEndpointsOf(clientId), { sideBySide: SIDE_BY_SIDE, run: (secret) => probeOpenly(probing, secret) }),
  ]);
  const left = agentIds.length - PROBED_AGENTS;
  return [...probes, ...open, ...(left > 0 ? [skipped(left)] : [])];
}

async function probeOne({ call, clock }: Probing, guarded: GuardedEndpoint): Promise<EndpointProbe> {
  const startedAt = clock.now().getTime();
  const { told, ...outcome } = await outcomeOf(call, guarded);
  const durationMs = clock.now().getTime() - startedAt;
  const { name, endpoint, parameters } = guarded;
  const path = requestPath(endpoint.path, parameters);
  // The answer was made somewhere between question and end; the middle is wrong by at most half of that.
  const skew = told === null ? {} : { clockSkewSeconds: (Date.parse(told) - startedAt - durationMs / 2) / 1_000 };
  return { name, method: 'GET', path, durationMs, ...outcome, ...skew };
}

/** Asks for what only an administrator may have, showing no token: to be refused is to be fine. What is served is read no further. */
async function probeOpenly({ callOpenly, clock }: Probing, secret: SecretEndpoint): Promise<EndpointProbe> {
  const { name, endpoint, parameters, holds } = secret;
  const startedAt = clock.now().getTime();
  const answer = await callOpenly(endpoint, { parameters, isRetried: false }).then(
    ({ answer: { status, contentType } }) => ({ status, isServed: status === 200 && contentType.includes('json') }),
    (error: unknown) => {
      if (!(error instanceof SpotctlError)) throw error;
      return null;
    },
  );
  const durationMs = clock.now().getTime() - startedAt;
  const probe = { name, method: 'GET', path: requestPath(endpoint.path, parameters), durationMs, errorCode: null } as const;
  if (answer === null) return { ...probe, outcome: 'skipped', status: null, detail: 'could not be asked without a token' };
  const { status, isServed } = answer;
  return isServed
    ? { ...probe, outcome: 'ok', status, detail: `serves ${holds} without a token`, exposes: holds }
    : { ...probe, outcome: 'ok', status, detail: null, exposes: 'nothing' };
}

const OUTCOMES: Readonly<Partial<Record<ErrorCode, EndpointProbe['outcome']>>> = {
  BACKEND_UNRESOLVED: 'unreachable',
  BACKEND_REFUSED: 'unreachable',
  BACKEND_UNREACHABLE: 'unreachable',
  BACKEND_TLS: 'unreachable',
  BACKEND_TIMEOUT: 'unreachable',
  TOKEN_MISSING: 'denied',
  TOKEN_REFUSED: 'denied',
  CLIENT_INACTIVE: 'denied',
  BACKEND_SHAPE: 'malformed',
  BACKEND_REDIRECTED: 'malformed',
  BACKEND_TOO_LARGE: 'malformed',
  BACKEND_NOT_FOUND: 'absent',
};

type ProbeOutcome = Pick<EndpointProbe, 'outcome' | 'status' | 'detail' | 'errorCode'> & {
  /** The backend's own time, where the answer tells it. */
  readonly told: string | null;
};

async function outcomeOf(call: CallEndpoint, { endpoint, parameters, read, tellsTime }: GuardedEndpoint): Promise<ProbeOutcome> {
  try {
    const called: CallAnswer = await call(endpoint, { parameters, isRetried: false });
    const detail = read(called);
    return { outcome: 'ok', status: called.answer.status, detail, errorCode: null, told: tellsTime?.(called) ?? null };
  } catch (error) {
    if (!(error instanceof SpotctlError)) throw error;
    const status = typeof error.details['status'] === 'number' ? error.details['status'] : null;
    const outcome = OUTCOMES[error.code] ?? 'failed';
    // A backend that keeps its administration from clients is right to: nothing is wrong with the token.
    const isNotForUs = outcome === 'denied' && endpoint.caller === 'administrator';
    return { outcome: isNotForUs ? 'skipped' : outcome, status, detail: detailOf(error), errorCode: error.code, told: null };
  }
}

/** The backend's own words say it all; those of the network need the error before them. */
function detailOf({ message, cause }: SpotctlError): string {
  if (typeof cause === 'string') return cause;
  const text = causeText(cause);
  return text === null ? message : `${message} ${text}`;
}

function skipped(agents: number): EndpointProbe {
  return {
    name: 'instances-to-terminate',
    method: 'GET',
    path: '/api/agents/{agentId}/instances-to-terminate',
    outcome: 'skipped',
    status: null,
    durationMs: 0,
    detail: `${agents} more agents were not asked: ${PROBED_AGENTS} are enough to see a defect of the endpoint`,
    errorCode: null,
  };
}
