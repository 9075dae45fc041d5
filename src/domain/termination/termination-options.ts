/** What the operator allowed beyond the ordinary: one flag for each guard that can be lifted. */
export interface TerminationOptions {
  /** The most instances to terminate; `null` for 25, and half of those that run. */
  readonly maxCount: number | null;
  readonly allowsNoPrimary: boolean;
  readonly unprotect: ReadonlySet<string>;
  readonly allowsManaged: boolean;
  readonly allowsForeignTag: boolean;
}

export const STRICTEST: TerminationOptions = {
  maxCount: null,
  allowsNoPrimary: false,
  unprotect: new Set(),
  allowsManaged: false,
  allowsForeignTag: false,
};
