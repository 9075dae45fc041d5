import type { Clock } from '../ports/clock.ts';
import type { Diagnosed } from './diagnose.ts';

/** Long enough not to load what is in trouble, short enough for somebody who waits. */
const PAUSE_MS = 5_000;

export interface HealthWait {
  readonly clock: Clock;
  readonly waitMs: number;
  /** One whole diagnosis, its sources opened anew: one that was down must be seen to come back. */
  readonly diagnose: () => Promise<Diagnosed>;
  readonly isHealthy: (diagnosed: Diagnosed) => boolean;
  readonly onUnhealthy: (diagnosed: Diagnosed) => void;
}

/** Diagnoses again and again until all is well or the time is over; answers with the last diagnosis and whether it came in time. */
export async function diagnoseUntilHealthy(wait: HealthWait): Promise<{ readonly diagnosed: Diagnosed; readonly isInTime: boolean }> {
  const endsAt = wait.clock.now().getTime() + wait.waitMs;
  for (;;) {
    const diagnosed = await wait.diagnose();
    if (wait.isHealthy(diagnosed)) return { diagnosed, isInTime: true };
    const leftMs = endsAt - wait.clock.now().getTime();
    if (leftMs <= 0) return { diagnosed, isInTime: false };
    wait.onUnhealthy(diagnosed);
    await wait.clock.sleep(Math.min(PAUSE_MS, leftMs));
  }
}
