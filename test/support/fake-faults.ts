import type { ErrorCode } from '../../src/domain/errors/catalogue.ts';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';

export interface Fault {
  /** The method it strikes. */
  readonly on: string;
  readonly code: ErrorCode;
  readonly message?: string;
  readonly details?: Readonly<Record<string, string | number>>;
  /** How often it strikes; always where left out. */
  readonly times?: number;
  /** True where the call takes effect before the error is answered: the answer is lost, the deed is done. */
  readonly afterEffect?: boolean;
}

/** Errors that a fake answers with, and things that happen right before it answers. */
export class FakeFaults {
  readonly #faults: { fault: Fault; left: number }[] = [];
  /** How often each method was called. */
  readonly counts = new Map<string, number>();
  readonly #surprises: { readonly on: string; readonly act: () => void }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  /** Once, right before the next call of that method is answered. */
  before(on: string, act: () => void): void {
    this.#surprises.push({ on, act });
  }

  /** Runs the effect as the faults let it. */
  strike<T>(on: string, effect: () => T): T {
    this.counts.set(on, (this.counts.get(on) ?? 0) + 1);
    const position = this.#surprises.findIndex((surprise) => surprise.on === on);
    if (position !== -1) this.#surprises.splice(position, 1)[0]?.act();
    const struck = this.#faults.find(({ fault, left }) => fault.on === on && left > 0);
    if (struck === undefined) return effect();
    struck.left -= 1;
    if (struck.fault.afterEffect === true) effect();
    const { code, message = `${code} in the test`, details = {} } = struck.fault;
    throw new SpotctlError({ code, message, details });
  }
}
