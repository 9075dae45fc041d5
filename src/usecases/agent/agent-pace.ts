const LONGEST_PAUSE_SECONDS = 300;

export interface Pace {
  readonly everySeconds: number;
  /** After failures; five minutes where left out. */
  readonly longestPauseSeconds?: number;
}

/** Seconds to the next time: a tenth more or less than its pace, so that a thousand agents keep apart, and twice as long for each failure in a row. */
export function pauseAfter(
  { everySeconds, longestPauseSeconds = LONGEST_PAUSE_SECONDS }: Pace,
  { failures, random }: { readonly failures: number; readonly random: number },
): number {
  const pace = everySeconds * (0.9 + random * 0.2);
  return failures === 0 ? pace : Math.min(Math.max(longestPauseSeconds, pace), pace * 2 ** Math.min(failures - 1, 6));
}
