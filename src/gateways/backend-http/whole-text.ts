import type { BodyReader } from './exchange.ts';

/** Keeps a body as one text. */
export class WholeText implements BodyReader {
  readonly #chunks: Buffer[] = [];

  write(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  end(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
