import { UnreadableXml } from './unreadable-xml.ts';

// The bytes that XML's markup is made of. Each a constant of its own: they are compared with every byte of an answer.
export const EXCLAMATION = 0x21;
const DOUBLE_QUOTE = 0x22;
const QUOTE = 0x27;
export const SLASH = 0x2f;
export const LESS_THAN = 0x3c;
const EQUALS = 0x3d;
export const GREATER_THAN = 0x3e;
export const QUESTION = 0x3f;

export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Letters come first: they are above all that ends a name. */
export function isOfName(byte: number): boolean {
  return byte > GREATER_THAN || (byte !== GREATER_THAN && byte !== SLASH && !isBlank(byte));
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
  while (at < bytes.length && bytes[at] !== GREATER_THAN && bytes[at] !== SLASH) {
    const value = pastBlanks(bytes, pastEquals(bytes, at));
    const quote = bytes[value];
    if (quote === undefined) return -1;
    if (quote !== DOUBLE_QUOTE && quote !== QUOTE) throw new UnreadableXml('It holds an attribute without quotes.');
    const end = bytes.indexOf(quote, value + 1);
    if (end === -1) return -1;
    at = pastBlanks(bytes, end + 1);
  }
  return at < bytes.length ? at : -1;
}

function pastEquals(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== EQUALS && bytes[at] !== QUESTION && isOfName(bytes[at] ?? 0)) at += 1;
  at = pastBlanks(bytes, at);
  if (at < bytes.length && bytes[at] !== EQUALS) throw new UnreadableXml('It holds an attribute without a value.');
  return at + 1;
}

export function pastBlanks(bytes: Buffer, from: number): number {
  const { length } = bytes;
  let at = from;
  while (at < length && isBlank(bytes[at] ?? 0)) at += 1;
  return at;
}
