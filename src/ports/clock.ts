/** Time as a use case may see it. */
export interface Clock {
  now(): Date;
  /** Resolves after the delay; rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
