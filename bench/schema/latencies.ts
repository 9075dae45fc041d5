import type { Connection } from 'mysql2/promise';
import { setTimeout as delay } from 'node:timers/promises';

export interface Latencies {
  readonly count: number;
  readonly maxMs: number;
  readonly medianMs: number;
}

/** Runs a statement again and again until stopped, and times each run. */
export function timeStatements(
  connection: Connection,
  { sql, pauseMs }: { readonly sql: (round: number) => string; readonly pauseMs: number },
): { readonly stop: () => Promise<Latencies> } {
  const times: number[] = [];
  const stopping = new AbortController();
  const running = (async () => {
    for (let round = 0; !stopping.signal.aborted; round += 1) {
      const begun = performance.now();
      await connection.query(sql(round));
      times.push(performance.now() - begun);
      if (pauseMs > 0) await delay(pauseMs);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      const sorted = times.toSorted((one, other) => one - other);
      return { count: sorted.length, maxMs: sorted.at(-1) ?? 0, medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0 };
    },
  };
}
