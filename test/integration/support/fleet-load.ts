import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';

import { registration } from '../../backend/support/fleet-rows.ts';

export interface LoadedFleet {
  readonly backends: readonly string[];
  readonly agents: readonly string[];
  readonly token: string;
}

/** What the callers were told, in the order in which they were. */
export interface Told {
  /** Instances whose registration as primary was acknowledged. */
  readonly registered: string[];
  /** Every instance of every answered poll. */
  readonly offered: string[];
  /** Instances whose reported end was acknowledged. */
  readonly confirmed: string[];
  /** Every answer but 200 and 503, with what it answered. */
  readonly unexpected: string[];
}

export interface FleetLoad {
  readonly told: Told;
  readonly stop: () => Promise<void>;
}

const PAUSE_MS = 20;
/** What a caller waits before it tries the next backend, where one says that it cannot. */
const NEXT_MS = 100;

/** For every agent two that register ever new primaries, and at each backend one that polls and reports what it is offered as ended. */
export function loadFleet(fleet: LoadedFleet): FleetLoad {
  const told: Told = { registered: [], offered: [], confirmed: [], unexpected: [] };
  const stopping = new AbortController();
  const call = callerOf(fleet, { told, signal: stopping.signal });
  let instances = 0;

  const register = async (agent: string, backend: number): Promise<void> => {
    instances += 1;
    const instance_id = `i-${instances.toString(16).padStart(17, '0')}`;
    const answer = await call(backend, { path: `/api/agents/${agent}/register-instance`, body: registration({ instance_id }) });
    if (answer !== null) told.registered.push(instance_id);
  };
  const sweep = async (agent: string, backend: number): Promise<void> => {
    const offers = (await call(backend, { path: `/api/agents/${agent}/instances-to-terminate` }))?.match(/i-[0-9a-f]{17}/g) ?? [];
    told.offered.push(...offers);
    for (const instance_id of offers) {
      const report = { path: `/api/agents/${agent}/termination-report`, body: { instance_id, success: true } };
      if ((await call(backend + 1, report)) !== null) told.confirmed.push(instance_id);
    }
  };
  const again = async (act: () => Promise<void>): Promise<void> => {
    while (!stopping.signal.aborted) {
      await act();
      await delay(PAUSE_MS);
    }
  };
  const callers = fleet.agents.flatMap((agent, first) => [
    ...[first, first + 1].map((backend) => again(() => register(agent, backend))),
    ...fleet.backends.map((_, backend) => again(() => sweep(agent, backend))),
  ]);
  return {
    told,
    stop: async () => {
      stopping.abort();
      await Promise.all(callers);
    },
  };
}

type Caller = (firstBackend: number, call: { readonly path: string; readonly body?: object }) => Promise<string | null>;

/** Goes on with the next backend where one cannot; answers `null` once told to stop. */
function callerOf({ backends, token }: LoadedFleet, { told, signal }: { readonly told: Told; readonly signal: AbortSignal }): Caller {
  return async (firstBackend, { path, body }) => {
    for (let turn = firstBackend; !signal.aborted; turn += 1) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const sent = body === undefined ? { method: 'GET' as const } : { method: 'POST' as const, body: JSON.stringify(body) };
      const answer = await request(`${backends[turn % backends.length] ?? ''}${path}`, { headers, ...sent });
      const text = await answer.body.text();
      if (answer.statusCode === 200) return text;
      if (answer.statusCode !== 503) told.unexpected.push(`${answer.statusCode} ${path} ${text}`);
      await delay(NEXT_MS);
    }
    return null;
  };
}
