/** A cause in words, as the system that refused put them; `null` where there are none. */
export function causeText(cause: unknown): string | null {
  const text = cause instanceof Error ? cause.message : cause;
  return typeof text === 'string' && text !== '' ? text : null;
}
