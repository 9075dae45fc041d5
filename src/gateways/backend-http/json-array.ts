// The bytes that JSON's structure is made of. Each a constant of its own: they are compared with every byte of an answer.
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

const USUAL_CHUNK_BYTES = 16_384;

/** Whether a text that begins so is to be an array; `null` where nothing but blanks has come. */
export function opensArray(bytes: Buffer): boolean | null {
  const at = pastBlanks(bytes);
  return at === bytes.length ? null : bytes[at] === OPENING_BRACKET;
}

function pastBlanks(bytes: Buffer): number {
  const { length } = bytes;
  let at = 0;
  while (at < length && isBlank(bytes[at] ?? 0)) at += 1;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * Parses one JSON array as its bytes arrive, some elements at a time, so that a long answer is never held as a whole.
 * What `JSON.parse` refuses as a whole is refused here: `write` or `end` throws its `SyntaxError`.
 */
export class JsonArrayReader {
  readonly #onElements: (elements: readonly unknown[]) => void;
  /** From the first element that is not parsed yet. */
  #bytes = Buffer.allocUnsafe(USUAL_CHUNK_BYTES);
  #length = 0;
  /** How far of them have been looked at. */
  #seen = 0;
  #depth = 0;
  #isInText = false;
  #isAfterComma = false;
  #hasEnded = false;

  constructor(onElements: (elements: readonly unknown[]) => void) {
    this.#onElements = onElements;
  }

  write(chunk: Buffer): void {
    this.#append(chunk);
    if (this.#depth === 0 && !this.#hasEnded) this.#open();
    const comma = this.#depth === 0 ? -1 : this.#lookAhead();
    if (this.#hasEnded) {
      const rest = this.#bytes.subarray(this.#seen, this.#length);
      if (pastBlanks(rest) < rest.length) throw new SyntaxError('Something follows the array.');
    } else if (comma !== -1) {
      this.#parse(comma, { isLast: false });
      this.#drop(comma + 1);
    }
  }

  /** Nothing more arrives; throws where the array has not ended. */
  end(): void {
    if (!this.#hasEnded) throw new SyntaxError('The array does not end.');
  }

  #append(chunk: Buffer): void {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(length * 2);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    chunk.copy(this.#bytes, this.#length);
    this.#length = length;
  }

  /** What comes before the first element, the bracket included. */
  #open(): void {
    const bytes = this.#bytes.subarray(0, this.#length);
    const isArray = opensArray(bytes);
    if (isArray === false) throw new SyntaxError('It is no array.');
    if (isArray === true) this.#depth = 1;
    this.#seen = pastBlanks(bytes) + this.#depth;
    this.#drop(this.#seen);
  }

  #drop(past: number): void {
    this.#bytes.copyWithin(0, past, this.#length);
    this.#length -= past;
    this.#seen -= past;
  }

  /** Goes through what has arrived; the position of the last comma between two elements, or -1. Parses the last ones where the array ends. */
  #lookAhead(): number {
    const bytes = this.#bytes;
    let comma = -1;
    let depth = this.#depth;
    let isInText = this.#isInText;
    let at = this.#seen;
    for (; at < this.#length && depth > 0; at += 1) {
      const byte = bytes[at];
      if (isInText) {
        if (byte === BACKSLASH) at += 1;
        else if (byte === QUOTE) isInText = false;
      } else if (byte === QUOTE) isInText = true;
      else if (byte === COMMA && depth === 1) comma = at;
      else depth += nestingOf(byte);
    }
    this.#depth = depth;
    this.#isInText = isInText;
    // The byte after a backslash may be still to come, and is passed over then.
    this.#seen = at;
    if (depth === 0) this.#close(at);
    return comma;
  }

  #close(past: number): void {
    if (this.#bytes[past - 1] !== CLOSING_BRACKET) throw new SyntaxError('The array ends with another bracket than it began.');
    this.#parse(past - 1, { isLast: true });
    this.#hasEnded = true;
  }

  #parse(to: number, { isLast }: { readonly isLast: boolean }): void {
    const elements: unknown = JSON.parse(`[${this.#bytes.toString('utf8', 0, to)}]`);
    if (!Array.isArray(elements)) throw new SyntaxError('It is no array.');
    const mayBeEmpty = isLast && !this.#isAfterComma;
    if (elements.length === 0 && !mayBeEmpty) throw new SyntaxError('It holds a comma without an element.');
    this.#isAfterComma = !isLast;
    this.#onElements(elements);
  }
}

function nestingOf(byte: number | undefined): number {
  if (byte === OPENING_BRACE || byte === OPENING_BRACKET) return 1;
  return byte === CLOSING_BRACE || byte === CLOSING_BRACKET ? -1 : 0;
}
