/** A cause in words, as the system that refused put them; `null` where there are none. */
export function causeText(cause: unknown): string | null {
  if (cause === undefined || cause === null) return null;
  const text = cause instanceof Error ? cause.message : String(cause);
  return text === '' ? null : text;
}
