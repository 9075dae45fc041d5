/** Sends of throttled calls that one region is good for; each success gives one back. */
const RETRIES = 40;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

export interface RetryBudgetOptions {
  /** Rejects where the signal comes first. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

/**
 * The patience with the throttling of one region, shared by all calls to it: what one call spends the others no longer have, so that a
 * region that stays throttled costs a run minutes and not minutes for each of its instances.
 */
export class RetryBudget {
  readonly #options: RetryBudgetOptions;
  #left = RETRIES;

  constructor(options: RetryBudgetOptions) {
    this.#options = options;
  }

  /** Waits, longer with each try and never two calls alike; false at once where nothing is left, or where the signal comes first. */
  async waitToRetry(tries: number, signal?: AbortSignal): Promise<boolean> {
    const isBrokenOff = (): boolean => signal?.aborted ?? false;
    if (this.#left === 0 || isBrokenOff()) return false;
    this.#left -= 1;
    const { pause, random } = this.#options;
    try {
      await pause(random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries), signal);
    } catch (error) {
      if (isBrokenOff()) return false;
      throw error;
    }
    return true;
  }

  succeeded(): void {
    this.#left = Math.min(RETRIES, this.#left + 1);
  }
}
