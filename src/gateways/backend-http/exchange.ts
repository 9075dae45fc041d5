import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  /** Makes what reads the body of a success, anew for each attempt; without it the body is kept as a text. */
  readonly reads?: (() => BodyReader) | undefined;
}

/** Takes a body as it arrives. */
export interface BodyReader {
  write(chunk: Buffer): void;
  /** Nothing more arrives; what of the body is left as a text. */
  end(): string;
}

/** What the backend answered, whatever it says. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly location: string | null;
  readonly retryAfter: string | null;
  readonly text: string;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** How far a request came, so that a timeout can say what it waited for. */
export type Phase = 'connect' | 'headers' | 'body';

/** One request on the network: an answer, or why there was none. `isTransient`: another try may well succeed. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly error: SpotctlError; readonly isTransient: boolean };

export type Send = (request: OutgoingRequest) => Promise<Outcome>;
