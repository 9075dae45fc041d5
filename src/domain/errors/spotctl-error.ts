import { type ErrorCode, errorCatalogue, type ExitMeaning } from './catalogue.ts';

export interface SpotctlErrorInput {
  readonly code: ErrorCode;
  /** What happened, one sentence, with the names at stake. */
  readonly message: string;
  /** Why, in the words of the system that refused; never a secret. */
  readonly cause?: unknown;
  /** The next command to type, or what to ask for; the catalogue's remedy where left out. */
  readonly hint?: string;
  /** What the commands read on: an HTTP status, an id, the number of a database error. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** An error the operator can act on. Anything else that is thrown is a bug. */
export class SpotctlError extends Error {
  override readonly name = 'SpotctlError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;

  constructor(input: SpotctlErrorInput) {
    super(input.message, input.cause === undefined ? undefined : { cause: input.cause });
    this.code = input.code;
    this.hint = input.hint ?? errorCatalogue[input.code].remedy;
    this.details = input.details ?? {};
  }

  get exitMeaning(): ExitMeaning {
    return errorCatalogue[this.code].exit;
  }
}
