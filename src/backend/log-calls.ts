import { pino } from 'pino';

import type { AnsweredCall } from './serve-backend.ts';

export interface CallLog {
  readonly answered: (call: AnsweredCall) => void;
  readonly defect: (error: unknown) => void;
  /** Writes what still waits: before the process ends. */
  readonly flush: () => void;
}

/**
 * One JSON line a call on stderr. Only what is named here is written: no header, no query, no body, so no token.
 * Nobody waits for a line: a reader that is slow, or a disk, would else hold up every call.
 */
export function logCalls(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): CallLog {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const destination = pino.destination({ dest: 2, sync: false });
  const log = pino(options, destination);
  return {
    answered: ({ durationMs, ...call }) => {
      const line = { ...call, durationMs: Math.round(durationMs * 1000) / 1000 };
      if (call.status >= 500) log.error(line, 'answered');
      else log.info(line, 'answered');
    },
    defect: (error) => {
      log.fatal({ err: error instanceof Error ? error : new Error(String(error)) }, 'defect');
    },
    flush: () => {
      destination.flushSync();
    },
  };
}
