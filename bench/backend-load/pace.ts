import { setTimeout as pause } from 'node:timers/promises';

import type { Agents } from './agents.ts';
import { AGENTS, WARM_UP_AGENTS } from './seed.ts';

const TICK_MS = 5;
const WARM_UP_ROUNDS = 5;
const WARM_UP_AT_ONCE = 8;

/** A backend just started compiles its own code while it answers: that is not what is measured. Every kind of call is made often. */
export async function warmUp(agents: Agents): Promise<void> {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    for (let agent = AGENTS; agent < AGENTS + WARM_UP_AGENTS; agent += WARM_UP_AT_ONCE) {
      await Promise.all(Array.from({ length: WARM_UP_AT_ONCE }, (_, position) => callOnceEach(agents, agent + position)));
    }
  }
}

async function callOnceEach(agents: Agents, agent: number): Promise<void> {
  if (agent >= AGENTS + WARM_UP_AGENTS) return;
  for (const kind of ['poll', 'heartbeat', 'prices'] as const) await agents.call({ kind, agent, dueAt: performance.now() });
}

/** Sends so many polls a second whatever comes back, and beside ten of them a heartbeat, beside fifty a report of prices. */
export async function pace(
  agents: Agents,
  { seconds, pollsPerSecond }: { readonly seconds: number; readonly pollsPerSecond: number },
): Promise<void> {
  const running = new Set<Promise<void>>();
  const send = (call: Promise<void>): void => {
    running.add(call);
    void call.finally(() => running.delete(call));
  };
  const startedAt = performance.now();
  for (let sent = 0; sent < seconds * pollsPerSecond; await pause(TICK_MS)) {
    const due = Math.min(seconds * pollsPerSecond, ((performance.now() - startedAt) / 1000) * pollsPerSecond);
    for (; sent < due; sent += 1) {
      const wanted = { agent: sent % AGENTS, dueAt: startedAt + (sent / pollsPerSecond) * 1000 };
      send(agents.call({ kind: 'poll', ...wanted }));
      if (sent % 10 === 9) send(agents.call({ kind: 'heartbeat', ...wanted }));
      if (sent % 50 === 49) send(agents.call({ kind: 'prices', ...wanted }));
    }
  }
  await Promise.all(running);
}
