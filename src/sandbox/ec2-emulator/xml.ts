/** A value of an answer: a list becomes `item` elements, `undefined` nothing at all. */
export type XmlValue = string | number | boolean | undefined | readonly XmlValue[] | { readonly [name: string]: XmlValue };

export type XmlFields = { readonly [name: string]: XmlValue };

/** One XML document; every text is escaped. */
export function xmlDocument(root: { readonly name: string; readonly namespace?: string }, fields: XmlFields): string {
  const namespace = root.namespace === undefined ? '' : ` xmlns="${escapeXml(root.namespace)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root.name}${namespace}>${inner(fields)}</${root.name}>`;
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  const content = inner(value);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function inner(value: Exclude<XmlValue, undefined>): string {
  if (typeof value === 'string') return escapeXml(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isList(value)) return value.map((item) => element('item', item)).join('');
  return Object.entries(value)
    .map(([name, child]) => element(name, child))
    .join('');
}

function isList(value: XmlFields | readonly XmlValue[]): value is readonly XmlValue[] {
  return Array.isArray(value);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Line ends and tabs go as references, so that no parser normalises them; what XML 1.0 cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is replaced here
  const representable = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  return representable.replace(/[&<>"'\t\n\r]/g, (character) => ESCAPES[character] ?? `&#x${character.charCodeAt(0).toString(16)};`);
}
