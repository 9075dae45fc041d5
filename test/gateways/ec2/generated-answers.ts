import fc from 'fast-check';

/** An element of a made-up answer: a name, and a text or other elements. */
export interface Generated {
  readonly name: string;
  readonly content: string | readonly Generated[];
}

/** How an element is written down: EC2 does it in one of these ways or another. */
export interface Spelling {
  readonly indent: string;
  readonly isCdataUsed: boolean;
  readonly isEmptyShort: boolean;
  readonly references: 'named' | 'decimal' | 'hexadecimal';
}

export const spellings: fc.Arbitrary<Spelling> = fc.record({
  indent: fc.constantFrom('', '\n', '\n    ', '\r\n  '),
  isCdataUsed: fc.boolean(),
  isEmptyShort: fc.boolean(),
  references: fc.constantFrom('named', 'decimal', 'hexadecimal'),
});

// U+FFFE, U+FFFF and most control characters cannot be written in XML at all.
const texts = fc
  .string({ unit: fc.constantFrom(...Array.from('aZ09 -_/.:<>&\'"]é√日😀\t\n')) })
  .filter((text) => text.trim() !== '' || text === '' || !text.includes('\n'));
const ids = fc.stringMatching(/^i-[0-9a-f]{17}$/);
const times = fc
  .date({ min: new Date('2006-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .chain((date) =>
    fc.constantFrom(date.toISOString(), date.toISOString().replace(/\.\d+Z$/, 'Z'), date.toISOString().replace('Z', '+05:30')),
  );
const flags = fc.constantFrom('true', 'false', 'True');

function element(name: string, content: fc.Arbitrary<string | readonly Generated[]>): fc.Arbitrary<Generated> {
  return content.map((made) => ({ name, content: made }));
}

/** Some of these elements, each at most once, in any order. */
function someOf(...elements: readonly fc.Arbitrary<Generated>[]): fc.Arbitrary<readonly Generated[]> {
  return fc.tuple(...elements).chain((all) => fc.shuffledSubarray(all));
}

function itemsOf(name: string, content: fc.Arbitrary<readonly Generated[]>): fc.Arbitrary<Generated> {
  return element(name, fc.array(element('item', content), { maxLength: 3 }));
}

const unread = someOf(
  element('architecture', fc.constant('x86_64')),
  element('instanceIdentity', someOf(element('instanceId', texts), element('tagSet', fc.constant('')))),
  itemsOf('groupSet', someOf(element('groupId', texts), element('item', texts))),
  element('item', someOf(element('item', texts))),
);
const association = element(
  'association',
  someOf(element('publicIp', texts), element('ipOwnerId', fc.constantFrom('amazon', '123456789012'))),
);
const networkInterface = someOf(
  element('networkInterfaceId', texts),
  element('attachment', someOf(element('deleteOnTermination', flags), element('status', texts))),
  association,
  itemsOf('privateIpAddressesSet', someOf(association, element('privateIpAddress', texts))),
);
const instanceFacts = someOf(
  element('imageId', texts),
  element(
    'instanceState',
    someOf(element('code', fc.constantFrom('0', '16', '32', '48', '64', '80', '272', '99')), element('name', texts)),
  ),
  element('reason', fc.oneof(texts, fc.constantFrom('User initiated (2026-11-23 12:00:00 GMT)', '(2026-13-23 12:00:00 GMT)'))),
  element('stateReason', someOf(element('code', texts), element('message', texts))),
  element('instanceType', texts),
  element('launchTime', times),
  element('placement', someOf(element('availabilityZone', texts), element('tenancy', texts))),
  element('instanceLifecycle', fc.constantFrom('spot', 'scheduled', '')),
  element('spotInstanceRequestId', texts),
  element('operator', someOf(element('managed', flags), element('principal', texts))),
  itemsOf(
    'blockDeviceMapping',
    someOf(element('deviceName', texts), element('ebs', someOf(element('volumeId', texts), element('deleteOnTermination', flags)))),
  ),
  itemsOf('networkInterfaceSet', networkInterface),
  itemsOf('tagSet', someOf(element('key', texts), element('value', texts))),
);
const instances = fc.tuple(element('instanceId', ids), instanceFacts, unread).map(([id, facts, others]) => [...others, ...facts, id]);
const reservations = fc.tuple(itemsOf('instancesSet', instances), unread).map(([set, others]) => [...others, set]);

/** A DescribeInstances answer with whatever EC2 may say, and things it may come to say. */
export const answers: fc.Arbitrary<Generated> = element(
  'DescribeInstancesResponse',
  fc
    .tuple(itemsOf('reservationSet', reservations), someOf(element('requestId', texts), element('nextToken', texts)))
    .map(([set, others]) => [...others, set]),
);

/** The answer as text, spelled one way throughout. */
export function spell(answer: Generated, spelling: Spelling): string {
  const attributes = ' xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"';
  const comment = spelling.indent === '' ? '' : '<!-- a > b -->';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${comment}${spellElement(answer, { ...spelling, depth: 1 }, attributes)}`;
}

// oxlint-disable-next-line max-params -- the attributes are the root's alone
function spellElement({ name, content }: Generated, spelling: Spelling & { readonly depth: number }, attributes = ''): string {
  const { depth, indent, isEmptyShort } = spelling;
  if (content.length === 0 && isEmptyShort) return `<${name}${attributes} />`;
  if (typeof content === 'string') return `<${name}${attributes}>${spellText(content, spelling)}</${name} >`;
  const layout = indent === '' ? '' : indent.repeat(depth);
  const children = content.map((child) => layout + spellElement(child, { ...spelling, depth: depth + 1 }));
  return `<${name}${attributes}>${children.join('')}${layout}</${name}>`;
}

function spellText(text: string, { isCdataUsed, references }: Spelling): string {
  if (isCdataUsed && text !== '' && !text.includes(']]>')) return `<![CDATA[${text}]]>`;
  const named: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;' };
  return text.replaceAll(/[<>&'"]/g, (character) => {
    const code = character.charCodeAt(0);
    if (references === 'named') return named[character] ?? '';
    return references === 'decimal' ? `&#${code};` : `&#x${code.toString(16)};`;
  });
}
