import type { Clock } from '../../src/ports/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that several workers share: it moves on to the next waking once all of them sleep, so that hours pass in seconds and in order. */
export class SharedClock implements Clock {
  readonly #time: { readonly now: () => Date; readonly advance: (seconds: number) => void };
  #sleepers: readonly Sleeper[] = [];

  /** The time of the servers that the workers talk to. */
  constructor(time: { readonly now: () => Date; readonly advance: (seconds: number) => void }) {
    this.#time = time;
  }

  now(): Date {
    return this.#time.now();
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper = { at: this.now().getTime() + milliseconds, wake: resolve };
    this.#sleepers = [...this.#sleepers, sleeper];
    const give = (): void => {
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', give, { once: true });
    await promise.finally(() => signal?.removeEventListener('abort', give));
  }

  /** Lets that many workers work for so long; resolves when they all sleep at the end of it. */
  async pass(seconds: number, workers: number): Promise<void> {
    const end = this.now().getTime() + seconds * 1_000;
    for (;;) {
      while (this.#sleepers.length < workers) await new Promise((resolve) => setImmediate(resolve));
      const next = Math.min(...this.#sleepers.map(({ at }) => at));
      this.#time.advance((Math.min(next, end) - this.now().getTime()) / 1_000);
      if (next > end) return;
      const due = this.#sleepers.filter(({ at }) => at <= next);
      this.#sleepers = this.#sleepers.filter(({ at }) => at > next);
      for (const { wake } of due) wake();
    }
  }
}
