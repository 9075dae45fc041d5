import { printable } from '../views/printable.ts';

/** Lines for --debug on stderr. Every known secret is cut out of them by value. */
export class DebugLog {
  readonly #write: ((line: string) => void) | null;
  readonly #secrets = new Set<string>();

  /** `write` is `null` where --debug is off. */
  constructor(write: ((line: string) => void) | null) {
    this.#write = write;
  }

  /** From here on the value never appears in a line. */
  hide(secret: string | null): void {
    if (secret !== null && secret !== '') this.#secrets.add(secret);
  }

  say(line: string): void {
    this.#write?.(`debug: ${printable(this.redact(line))}\n`);
  }

  redact(text: string): string {
    return [...this.#secrets].reduce((safe, secret) => safe.replaceAll(secret, '[hidden]'), text);
  }
}
