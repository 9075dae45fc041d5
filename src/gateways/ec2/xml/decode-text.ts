const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const LAST_CODE_POINT = 0x10_ff_ff;

/** Character data as XML means it: one kind of line break, references resolved. A name that XML does not know stands for nothing. */
export function decodeText(raw: string): string {
  const text = raw.includes('\r') ? normalizeLineBreaks(raw) : raw;
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-zA-Z][a-zA-Z0-9]{0,30});/g, (_, reference: string) => resolve(reference));
}

function resolve(reference: string): string {
  if (!reference.startsWith('#')) return NAMED.get(reference) ?? '';
  const codePoint = Number(reference.startsWith('#x') ? `0${reference.slice(1)}` : reference.slice(1));
  return codePoint > LAST_CODE_POINT ? '\u{fffd}' : String.fromCodePoint(codePoint);
}

export function normalizeLineBreaks(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
