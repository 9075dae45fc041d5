import { decodeText, normalizeLineBreaks } from './decode-text.ts';
import type { ElementNode } from './element-plan.ts';
import { OpenElements } from './open-elements.ts';
import { endsName, isBlank, LEXICAL, pastAttributes, pastMarkup, startsWith } from './lexical.ts';
import { UnreadableXml } from './unreadable-xml.ts';

/** What has not arrived whole is held back until it has; an answer of EC2's holds nothing near this long. */
const LONGEST_TOKEN_BYTES = 1_048_576;
const INCOMPLETE = -1;
const EMPTY = Buffer.alloc(0);

/**
 * Reads one XML document as its bytes arrive and keeps only what the plan names.
 * Every tag must match and the root must end: a truncated document is an error, never a shorter answer.
 */
export class XmlReader<Draft> {
  readonly #open: OpenElements<Draft>;
  #held: Buffer = EMPTY;

  constructor(root: ElementNode<Draft>, draft: Draft) {
    this.#open = new OpenElements(root, draft);
  }

  write(chunk: Buffer): void {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    let at = 0;
    while (at < bytes.length) {
      const next = bytes[at] === LEXICAL.lessThan ? this.#readMarkup(bytes, at + 1) : this.#readText(bytes, at);
      if (next === INCOMPLETE) break;
      at = next;
    }
    this.#held = at === bytes.length ? EMPTY : bytes.subarray(at);
    if (this.#held.length > LONGEST_TOKEN_BYTES) throw new UnreadableXml('It holds a text or a tag too long to be an answer.');
  }

  /** Nothing more arrives; throws where the document has not ended. */
  end(): void {
    if (this.#held.some((byte) => !isBlank(byte))) throw new UnreadableXml('It ends within a tag or a text.');
    this.#open.end();
  }

  #readText(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && bytes[at] !== LEXICAL.lessThan) at += 1;
    if (at === bytes.length) return INCOMPLETE;
    if (this.#open.isReadingText) this.#open.addText(decodeText(bytes.toString('utf8', from, at)));
    else if (!this.#open.isSkipping) refuseText(bytes, { from, to: at });
    return at;
  }

  /** What follows a `<`. */
  #readMarkup(bytes: Buffer, from: number): number {
    switch (bytes[from]) {
      case undefined:
        return INCOMPLETE;
      case LEXICAL.slash:
        return this.#readClosingTag(bytes, from + 1);
      case LEXICAL.question:
        return pastMarkup(bytes, { from, end: '?>' });
      case LEXICAL.exclamation:
        return this.#readDeclaration(bytes, from + 1);
      default:
        return this.#readOpeningTag(bytes, from);
    }
  }

  #readOpeningTag(bytes: Buffer, from: number): number {
    const afterName = this.#readName(bytes, from);
    const byte = bytes[afterName];
    const at = byte === undefined || byte === LEXICAL.greaterThan || byte === LEXICAL.slash ? afterName : pastAttributes(bytes, afterName);
    if (at === INCOMPLETE || at >= bytes.length) return INCOMPLETE;
    const isEmpty = bytes[at] === LEXICAL.slash;
    const end = isEmpty ? at + 1 : at;
    if (end === bytes.length) return INCOMPLETE;
    if (bytes[end] !== LEXICAL.greaterThan) throw new UnreadableXml('It holds a tag that does not end.');
    this.#open.enter(afterName - from);
    if (isEmpty) this.#open.leave();
    return end + 1;
  }

  #readName(bytes: Buffer, from: number): number {
    let at = from;
    for (let byte = bytes[at]; byte !== undefined && !endsName(byte); byte = bytes[at]) {
      this.#open.addNameByte(byte, at - from);
      at += 1;
    }
    if (at === from) throw new UnreadableXml('It holds a tag without a name.');
    return at;
  }

  #readClosingTag(bytes: Buffer, from: number): number {
    let at = from + this.#open.nameLength;
    if (at >= bytes.length) return INCOMPLETE;
    this.#open.refuseOtherName(bytes, from);
    while (isBlank(bytes[at] ?? 0)) at += 1;
    if (at >= bytes.length) return INCOMPLETE;
    if (bytes[at] !== LEXICAL.greaterThan) throw new UnreadableXml('It holds a closing tag that no tag opened.');
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

function refuseText(bytes: Buffer, part: { readonly from: number; readonly to: number }): void {
  for (let at = part.from; at < part.to; at += 1) {
    if (!isBlank(bytes[at] ?? 0)) throw new UnreadableXml('It holds text where an element is expected.');
  }
}
