import { UnreadableXml } from './unreadable-xml.ts';

/** The bytes that XML's markup is made of. */
export const LEXICAL = {
  exclamation: 0x21,
  doubleQuote: 0x22,
  quote: 0x27,
  slash: 0x2f,
  lessThan: 0x3c,
  equals: 0x3d,
  greaterThan: 0x3e,
  question: 0x3f,
} as const;

export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export function endsName(byte: number): boolean {
  return byte === LEXICAL.greaterThan || byte === LEXICAL.slash || isBlank(byte);
}

export function startsWith(bytes: Buffer, { from, text }: { readonly from: number; readonly text: string }): boolean {
  return bytes.length >= from + text.length && bytes.toString('latin1', from, from + text.length) === text;
}

/** The position after the end of a piece of markup; -1 where the end has not arrived. */
export function pastMarkup(bytes: Buffer, { from, end }: { readonly from: number; readonly end: string }): number {
  const found = bytes.indexOf(end, from, 'latin1');
  return found === -1 ? -1 : found + end.length;
}

/** The position of the `>` or `/` that ends a tag's attributes; -1 where it has not arrived. */
export function pastAttributes(bytes: Buffer, from: number): number {
  let at = pastBlanks(bytes, from);
  while (at < bytes.length && bytes[at] !== LEXICAL.greaterThan && bytes[at] !== LEXICAL.slash) {
    const value = pastBlanks(bytes, pastEquals(bytes, at));
    const quote = bytes[value];
    if (quote === undefined) return -1;
    if (quote !== LEXICAL.doubleQuote && quote !== LEXICAL.quote) throw new UnreadableXml('It holds an attribute without quotes.');
    const end = bytes.indexOf(quote, value + 1);
    if (end === -1) return -1;
    at = pastBlanks(bytes, end + 1);
  }
  return at < bytes.length ? at : -1;
}

function pastEquals(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== LEXICAL.equals && bytes[at] !== LEXICAL.question && !endsName(bytes[at] ?? 0)) at += 1;
  at = pastBlanks(bytes, at);
  if (at < bytes.length && bytes[at] !== LEXICAL.equals) throw new UnreadableXml('It holds an attribute without a value.');
  return at + 1;
}

function pastBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (isBlank(bytes[at] ?? 0)) at += 1;
  return at;
}
