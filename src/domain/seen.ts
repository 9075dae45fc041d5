/** What a source answered, or why it could not be read: unknown is never fine and absent never gone. */
export type Seen<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly why: string;
      readonly code: string;
      /** What the error knew beyond its message, for the command that has to end with it. */
      readonly because?: { readonly cause?: unknown; readonly hint?: string };
    };

/** A source nobody configured or asked, so nothing may be concluded from its silence. */
export function notAsked(why: string): Seen<never> {
  return { ok: false, why, code: 'NOT_CONFIGURED' };
}
