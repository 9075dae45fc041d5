const FAILURES_ALLOWED = 20;
const WINDOW_MS = 60_000;
const ADDRESSES_KEPT = 10_000;

interface Failures {
  count: number;
  readonly since: number;
}

/**
 * Counts unknown tokens by the address they come from: after twenty within a minute the address waits for the minute's end.
 * A token that was right from there before goes through all the same, so that one wrong agent does not stop its neighbours.
 */
export class FailedTokens {
  readonly #failures = new Map<string, Failures>();
  readonly #proven = new Map<string, Set<string>>();

  /** Seconds until the address may try another token; 0 where it may at once. */
  waitSeconds({ address, hashed, now }: { readonly address: string; readonly hashed: string; readonly now: Date }): number {
    const failures = this.#failures.get(address);
    if (failures === undefined || failures.count < FAILURES_ALLOWED) return 0;
    const left = failures.since + WINDOW_MS - now.getTime();
    if (left <= 0) this.#failures.delete(address);
    return left <= 0 || this.#proven.get(address)?.has(hashed) === true ? 0 : Math.ceil(left / 1000);
  }

  countFailure(address: string, now: Date): void {
    const known = this.#failures.get(address);
    if (known !== undefined && now.getTime() - known.since < WINDOW_MS) {
      known.count += 1;
      return;
    }
    if (this.#failures.size >= ADDRESSES_KEPT) this.#failures.clear();
    this.#failures.set(address, { count: 1, since: now.getTime() });
  }

  remember(address: string, hashed: string): void {
    const proven = this.#proven.get(address) ?? new Set();
    if (proven.has(hashed)) return;
    if (this.#proven.size >= ADDRESSES_KEPT) this.#proven.clear();
    if (proven.size >= ADDRESSES_KEPT) proven.clear();
    this.#proven.set(address, proven.add(hashed));
  }
}
