import { printable } from '../views/printable.ts';

/** Lines for --debug on stderr. Every known secret is cut out of them by value. */
export class DebugLog {
  readonly #write: ((line: string) => void) | null;
  readonly #secrets = new Set<string>();

  /** `write` is `null` where --debug is off. */
  constructor(write: ((line: string) => void) | null) {
    this.#write = write;
  }

  /** From here on the value never appears in a line, as it is, as JSON writes it or as a URL does. */
  hide(secret: string | null): void {
    if (secret === null || secret === '') return;
    for (const spelling of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed()), printable(secret)])
      this.#secrets.add(spelling);
  }

  say(line: string): void {
    this.#write?.(`debug: ${printable(this.redact(line))}\n`);
  }

  /** Longest first: a secret that holds another must not leave its rest behind. */
  redact(text: string): string {
    const longestFirst = [...this.#secrets].toSorted((one, other) => other.length - one.length);
    return longestFirst.reduce(
      (safe, secret) => safe.replaceAll(secret.length < WORD_LENGTH ? standingAlone(secret) : secret, '[hidden]'),
      text,
    );
  }
}

/** A secret as short as a word would be cut out of other words too: with the password `spot`, out of every command that is shown. */
const WORD_LENGTH = 8;

function standingAlone(secret: string): RegExp {
  const literal = secret.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu');
}
