import type { Clock } from '../../src/ports/clock.ts';
import { NOW } from './builders.ts';

/** Time that passes only when somebody sleeps, so that hours of waiting take no time. */
export class FakeClock implements Clock {
  #now = Date.parse(NOW);
  readonly #alarms: { readonly at: number; readonly act: () => void }[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  /** Does something once that many seconds from now have passed. */
  after(seconds: number, act: () => void): void {
    this.#alarms.push({ at: this.#now + seconds * 1_000, act });
  }

  pass(seconds: number): void {
    this.#now += seconds * 1_000;
    for (const alarm of this.#alarms.splice(0)) {
      if (alarm.at <= this.#now) alarm.act();
      else this.#alarms.push(alarm);
    }
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.pass(milliseconds / 1_000);
    await Promise.resolve();
    signal?.throwIfAborted();
  }
}
