const BINDING =
  /^[^\S\r\n]*(?:export[^\S\r\n]+)?(?:'(?<quotedName>[^']+)'|(?<name>(?!')[^=#\s]+))[^\S\r\n]*=[^\S\r\n]*(?:(?:'(?<single>(?:\\'|[^'])*)'|"(?<double>(?:\\"|[^"])*)")(?=[^\S\r\n]*(?:#.*)?$)|(?<bare>(?![^\S\r\n]*['"]).*))/gm;

/**
 * The variables of a `.env` as the backend itself reads them, which is python-dotenv's way and not Node's: a # begins a comment only
 * after a space, `${NAME}` and `${NAME:-default}` stand for what was set above, and a line that cannot be read is passed over.
 * @see https://github.com/theskumar/python-dotenv/blob/main/src/dotenv/parser.py
 */
export function parseBackendEnv(text: string): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const { groups = {} } of text.matchAll(BINDING)) {
    const name = groups['quotedName'] ?? groups['name'] ?? '';
    values.set(name, interpolate(valueOf(groups), values));
  }
  return Object.fromEntries(values);
}

function valueOf({ single, double, bare = '' }: Readonly<Record<string, string | undefined>>): string {
  if (single !== undefined) return single.replaceAll(/\\([\\'])/g, '$1');
  if (double !== undefined) return double.replaceAll(/\\([\\'"abfnrtv])/g, (_, escape: string) => ESCAPES.get(escape) ?? escape);
  return bare.replace(/\s+#.*/, '').trimEnd();
}

const ESCAPES: ReadonlyMap<string, string> = new Map(Object.entries({ a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }));

/** A name may be followed by what stands for it where nothing was set. */
const REFERENCE = /\$\{([^}:]*)(?::-([^}]*))?\}/g;

function interpolate(value: string, known: ReadonlyMap<string, string>): string {
  return value.replaceAll(
    REFERENCE,
    (_, ...[name, otherwise]: readonly (string | undefined)[]) => known.get(name ?? '') ?? otherwise ?? '',
  );
}
