/** Decides when the next look at the fleet is due. */
export interface LookTimer {
  /** Resolves when the next look is due. */
  readonly untilNext: () => Promise<void>;
  readonly lookNow: () => void;
}

/** A look every so often, or as soon as somebody asks; at once where the signal has aborted. */
export function startLookTimer(everyMs: number, signal: AbortSignal): LookTimer {
  let asked = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => asked.resolve());
  return {
    untilNext: async () => {
      asked = Promise.withResolvers<void>();
      if (signal.aborted) return;
      const timer = setTimeout(asked.resolve, everyMs);
      await asked.promise;
      clearTimeout(timer);
    },
    lookNow: () => asked.resolve(),
  };
}
