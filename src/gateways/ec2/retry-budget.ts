/** Sends of throttled calls that one region is good for; each success gives one back. */
const RETRIES = 40;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

export interface RetryBudgetOptions {
  readonly pause: (milliseconds: number) => Promise<void>;
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

  /** Waits, longer with each try and never two calls alike; false at once where nothing is left. */
  async waitToRetry(tries: number): Promise<boolean> {
    if (this.#left === 0) return false;
    this.#left -= 1;
    const { pause, random } = this.#options;
    await pause(random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
    return true;
  }

  succeeded(): void {
    this.#left = Math.min(RETRIES, this.#left + 1);
  }
}
