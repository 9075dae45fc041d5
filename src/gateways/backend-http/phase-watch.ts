import type { Phase } from './exchange.ts';

export interface Watched {
  /** For all phases together. */
  readonly timeoutMs: number;
  readonly onExpired: (expired: { readonly phase: Phase; readonly waitedMs: number }) => void;
}

/** A connection is made sooner, and an answer once begun goes on sooner, than the whole call may take. */
const LONGEST_MS: Readonly<Record<Phase, number>> = { connect: 10_000, headers: Number.POSITIVE_INFINITY, body: 30_000 };

/** Watches over a request: each phase has its longest silence, all together one time. */
export class PhaseWatch {
  #phase: Phase = 'connect';
  readonly #watched: Watched;
  readonly #whole: NodeJS.Timeout;
  #silence: NodeJS.Timeout | undefined;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#whole = setTimeout(() => this.#expire(watched.timeoutMs), watched.timeoutMs);
    this.hear('connect');
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Something came in: the phase begins, or its silence begins anew. */
  hear(phase: Phase): void {
    this.#phase = phase;
    clearTimeout(this.#silence);
    const longestMs = LONGEST_MS[phase];
    if (longestMs < this.#watched.timeoutMs) this.#silence = setTimeout(() => this.#expire(longestMs), longestMs);
  }

  stop(): void {
    clearTimeout(this.#whole);
    clearTimeout(this.#silence);
  }

  #expire(waitedMs: number): void {
    this.stop();
    this.#watched.onExpired({ phase: this.#phase, waitedMs });
  }
}
