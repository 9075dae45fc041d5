import { decodeText, normalizeLineBreaks } from './decode-text.ts';
import type { ElementNode } from './element-plan.ts';
import {
  EXCLAMATION,
  GREATER_THAN,
  isOfName,
  LESS_THAN,
  pastAttributes,
  pastBlanks,
  pastMarkup,
  QUESTION,
  SLASH,
  startsWith,
} from './lexical.ts';
import { OpenElements } from './open-elements.ts';
import { UnreadableXml } from './unreadable-xml.ts';

const USUAL_CHUNK_BYTES = 131_072;
/** What has not arrived whole is held back until it has; an answer of EC2's holds nothing near this long. */
const LONGEST_TOKEN_BYTES = 1_048_576;
const INCOMPLETE = -1;

/**
 * Reads one XML document as its bytes arrive and keeps only what the plan names.
 * Every tag must match and the root must end: a truncated document is an error, never a shorter answer.
 */
export class XmlReader<Draft> {
  readonly #open: OpenElements<Draft>;
  /** What has arrived and is not read yet: one buffer, used again and again. */
  #bytes = Buffer.allocUnsafe(USUAL_CHUNK_BYTES);
  #length = 0;

  constructor(root: ElementNode<Draft>, draft: Draft) {
    this.#open = new OpenElements(root, draft);
  }

  write(chunk: Buffer): void {
    this.#append(chunk);
    const bytes = this.#bytes.subarray(0, this.#length);
    let at = 0;
    while (at < bytes.length) {
      const next = bytes[at] === LESS_THAN ? this.#readMarkup(bytes, at + 1) : this.#readText(bytes, at);
      if (next === INCOMPLETE) break;
      at = next;
    }
    this.#bytes.copyWithin(0, at, this.#length);
    this.#length -= at;
    if (this.#length > LONGEST_TOKEN_BYTES) throw new UnreadableXml('It holds a text or a tag too long to be an answer.');
  }

  /** Nothing more arrives; throws where the document has not ended. */
  end(): void {
    refuseText(this.#bytes.subarray(0, this.#length), { from: 0, to: this.#length });
    if (!this.#open.hasEnded) throw new UnreadableXml('It ends before it is complete.');
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

  #readText(bytes: Buffer, from: number): number {
    if (!this.#open.isReadingText) {
      const next = pastBlanks(bytes, from);
      if (next === bytes.length || bytes[next] === LESS_THAN) return next;
      if (!this.#open.isSkipping) throw new UnreadableXml('It holds text where an element is expected.');
    }
    const to = endOfText(bytes, from);
    if (to !== INCOMPLETE && this.#open.isReadingText) this.#open.addText(decodeText(bytes.toString('utf8', from, to)));
    return to;
  }

  /** What follows a `<`. */
  #readMarkup(bytes: Buffer, from: number): number {
    switch (bytes[from]) {
      case undefined:
        return INCOMPLETE;
      case SLASH:
        return this.#readClosingTag(bytes, from + 1);
      case QUESTION:
        return pastMarkup(bytes, { from, end: '?>' });
      case EXCLAMATION:
        return this.#readDeclaration(bytes, from + 1);
      default:
        return this.#readOpeningTag(bytes, from);
    }
  }

  #readOpeningTag(bytes: Buffer, from: number): number {
    const { length } = bytes;
    let to = from;
    while (to < length && isOfName(bytes[to] ?? 0)) to += 1;
    if (to === length) return INCOMPLETE;
    if (to === from) throw new UnreadableXml('It holds a tag without a name.');
    const whole = bytes[to] === GREATER_THAN ? this.#readWhole(bytes, { from, to }) : INCOMPLETE;
    return whole === INCOMPLETE ? this.#enter(bytes, { from, to }) : whole;
  }

  #enter(bytes: Buffer, name: { readonly from: number; readonly to: number }): number {
    const at = pastAttributes(bytes, name.to);
    const isEmpty = bytes[at] === SLASH;
    const end = isEmpty ? at + 1 : at;
    if (at === INCOMPLETE || end === bytes.length) return INCOMPLETE;
    if (bytes[end] !== GREATER_THAN) throw new UnreadableXml('It holds a tag that does not end.');
    this.#open.enter(bytes, name);
    if (isEmpty) this.#open.leave();
    return end + 1;
  }

  /** The short way for what most elements are: `<name>text</name>`, and all of it is here. */
  #readWhole(bytes: Buffer, name: { readonly from: number; readonly to: number }): number {
    const { from, to } = name;
    const end = endOfText(bytes, to + 1);
    const closing = end + 2;
    const past = closing + to - from;
    if (end === INCOMPLETE || bytes[end + 1] !== SLASH || bytes[past] !== GREATER_THAN) return INCOMPLETE;
    for (let at = from; at < to; at += 1) {
      if (bytes[at] !== bytes[closing + at - from]) return INCOMPLETE;
    }
    const node = this.#open.find(bytes, name);
    if (node !== null && node.reads === null) return INCOMPLETE;
    if (node !== null) this.#open.read(node, decodeText(bytes.toString('utf8', to + 1, end)));
    return past + 1;
  }

  #readClosingTag(bytes: Buffer, from: number): number {
    const to = from + this.#open.nameLength;
    if (to >= bytes.length) return INCOMPLETE;
    this.#open.refuseOtherName(bytes, from);
    const at = pastBlanks(bytes, to);
    if (at === bytes.length) return INCOMPLETE;
    if (bytes[at] !== GREATER_THAN) throw new UnreadableXml('It closes another tag than it opened.');
    this.#open.leave();
    return at + 1;
  }

  /** A comment or CDATA; a document type has no place in an answer of EC2's. */
  #readDeclaration(bytes: Buffer, from: number): number {
    if (startsWith(bytes, { from, text: '--' })) return pastMarkup(bytes, { from: from + 2, end: '-->' });
    const start = from + '[CDATA['.length;
    if (startsWith(bytes, { from, text: '[CDATA[' })) {
      const past = pastMarkup(bytes, { from: start, end: ']]>' });
      if (past !== INCOMPLETE) this.#addCharacters(bytes, { from: start, to: past - ']]>'.length });
      return past;
    }
    if (bytes.length < start) return INCOMPLETE;
    throw new UnreadableXml('It holds a declaration, as no answer of EC2 does.');
  }

  #addCharacters(bytes: Buffer, part: { readonly from: number; readonly to: number }): void {
    if (this.#open.isReadingText) this.#open.addText(normalizeLineBreaks(bytes.toString('utf8', part.from, part.to)));
    else if (!this.#open.isSkipping) refuseText(bytes, part);
  }
}

/** The position of the next `<`; -1 where none has arrived. */
function endOfText(bytes: Buffer, from: number): number {
  const { length } = bytes;
  let at = from;
  while (at < length && bytes[at] !== LESS_THAN) at += 1;
  return at < length ? at : INCOMPLETE;
}

function refuseText(bytes: Buffer, { from, to }: { readonly from: number; readonly to: number }): void {
  if (pastBlanks(bytes, from) < to) throw new UnreadableXml('It holds text where an element is expected.');
}
