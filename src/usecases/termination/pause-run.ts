import { isInterrupted, type TerminationRun } from './termination-run.ts';

/** Waits; returns false where the interrupt came first. */
export async function pauseRun(run: TerminationRun, seconds: number): Promise<boolean> {
  try {
    await run.ports.clock.sleep(seconds * 1_000, run.input.signal);
    return true;
  } catch (error) {
    if (!isInterrupted(run)) throw error;
    return false;
  }
}
