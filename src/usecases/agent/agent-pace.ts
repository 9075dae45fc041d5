const LONGEST_PAUSE_SECONDS = 300;

/** Seconds to the next time: a tenth more or less than its pace, so that a thousand agents keep apart, and twice as long for each failure in a row. */
export function pauseAfter(everySeconds: number, { failures, random }: { readonly failures: number; readonly random: number }): number {
  const pace = everySeconds * (0.9 + random * 0.2);
  return failures === 0 ? pace : Math.min(Math.max(LONGEST_PAUSE_SECONDS, pace), pace * 2 ** Math.min(failures - 1, 6));
}
