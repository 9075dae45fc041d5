import type { Dispatcher } from 'undici';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Outcome, OutgoingRequest, Phase } from './exchange.ts';
import { networkFailure, timedOut } from './network-failure.ts';

export interface ReadingInput {
  readonly request: OutgoingRequest;
  readonly maxAnswerBytes: number;
  readonly onOutcome: (outcome: Outcome) => void;
  readonly onDefect: (defect: Error) => void;
}

/** Follows one request through its phases and keeps the answer up to the limit; tells its outcome once. */
export class AnswerReading implements Dispatcher.DispatchHandler {
  readonly #input: ReadingInput;
  readonly #chunks: Buffer[] = [];
  #phase: Phase = 'connect';
  #bytes = 0;
  #status = 0;
  #header: (name: string) => string | null = () => null;
  #controller: Dispatcher.DispatchController | null = null;
  #isStopped = false;

  constructor(input: ReadingInput) {
    this.#input = input;
  }

  /** Ends the request wherever it is; one that still waits for a connection is never sent. */
  stopAfterTimeout(): void {
    this.#stop(timedOut({ request: this.#input.request, phase: this.#phase }));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#phase = 'headers';
    if (this.#isStopped) controller.abort(new Error('stopped before it was sent'));
  }

  onResponseStart(...[, status, headers]: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>): void {
    if (status < 200) return;
    this.#phase = 'body';
    this.#status = status;
    this.#header = (name) => [headers[name]].flat()[0] ?? null;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#input.maxAnswerBytes) this.#stop(this.#tooLarge());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#input.onOutcome({
      kind: 'answered',
      answer: {
        status: this.#status,
        contentType: this.#header('content-type') ?? '',
        location: this.#header('location'),
        retryAfter: this.#header('retry-after'),
        text: Buffer.concat(this.#chunks).toString('utf8'),
      },
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#isStopped) return;
    const failure = networkFailure(error, { request: this.#input.request, phase: this.#phase });
    if (failure === null) this.#input.onDefect(error);
    else this.#input.onOutcome(failure);
  }

  #stop(outcome: Outcome): void {
    this.#isStopped = true;
    this.#input.onOutcome(outcome);
    this.#controller?.abort(new Error('stopped'));
  }

  #tooLarge(): Outcome {
    const { request, maxAnswerBytes } = this.#input;
    return {
      kind: 'failed',
      isTransient: false,
      error: new SpotctlError({
        code: 'BACKEND_TOO_LARGE',
        message: `${request.method} ${request.url.pathname} answered with more than ${Math.floor(maxAnswerBytes / 1_048_576)} MiB.`,
        details: { method: request.method, path: request.url.pathname, status: this.#status, maxAnswerBytes },
      }),
    };
  }
}
