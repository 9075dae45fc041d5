import { HOUR, MINUTE, type Moments } from './moments.ts';

/** Log files by name, as backend and agent write them. */
export type WorldLogs = Readonly<Record<string, readonly string[]>>;

const POLL = 'GET /api/agents/f389c0c2-1bd9-4a07-a7a6-10a84a048f2c/instances-to-terminate HTTP/1.1';
const POLLED = [50, 30, 10, 2].map((minutes) => minutes * MINUTE);

/** Two hours in which all was well. */
export function healthyLogs(moments: Moments): WorldLogs {
  return {
    'backend.log': [`${moments.iso(2 * HOUR)} INFO started`, ...POLLED.map((ago) => `${moments.iso(ago)} INFO "${POLL}" 200 -`)],
    'agent-web-01.log': [
      `${moments.iso(2 * HOUR)} INFO agent 4.0.0 started`,
      ...POLLED.map((ago) => `${moments.iso(ago)} INFO Cleanup: nothing to terminate`),
    ],
  };
}

/** A backend that asks for a column it does not have, and an agent that gets no answer. */
export function failingLogs(moments: Moments): WorldLogs {
  return {
    'backend.log': POLLED.flatMap((ago) => [
      `${moments.iso(ago)} ERROR 1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'`,
      `${moments.iso(ago)} INFO "${POLL}" 500 -`,
    ]),
    'agent-web-01.log': POLLED.map((ago) => `${moments.iso(ago)} WARNING Cleanup: instances-to-terminate answered 500`),
  };
}

/** The same logs but for these files. */
export function withColumnError(moments: Moments): WorldLogs {
  const line = `${moments.iso(5 * MINUTE)} ERROR 1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'`;
  return { 'backend.log': [...(healthyLogs(moments)['backend.log'] ?? []), line] };
}

export function withFailedSweep(moments: Moments): WorldLogs {
  return { 'backend.log': [...(healthyLogs(moments)['backend.log'] ?? []), `${moments.iso(5 * MINUTE)} INFO "${POLL}" 500 -`] };
}

export function withSilentAgent(moments: Moments): WorldLogs {
  return { 'agent-web-01.log': POLLED.map((ago) => `${moments.iso(ago)} INFO heartbeat sent`) };
}
