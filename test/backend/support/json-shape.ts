interface Pair {
  readonly given: unknown;
  readonly wanted: unknown;
  readonly at: string;
}

/**
 * Where the shape of what is given falls short of the shape that is wanted: keys that are missing, values of another type.
 * A null goes with any type, since the recordings hold few of the nulls that are possible. More keys than wanted are fine.
 */
export function missingFrom(given: unknown, wanted: unknown): readonly string[] {
  return compare({ given, wanted, at: '$' });
}

function compare({ given, wanted, at }: Pair): readonly string[] {
  if (given === null || wanted === null) return [];
  if (Array.isArray(wanted)) return compareItems({ given, wanted, at });
  if (typeof wanted !== 'object') return typeof given === typeof wanted || isFlag(given, wanted) ? [] : [`${at}: ${typeof given}`];
  if (typeof given !== 'object' || Array.isArray(given)) return [`${at}: no object`];
  return Object.entries(wanted).flatMap(([key, value]) =>
    key in given ? compare({ given: Reflect.get(given, key), wanted: value, at: `${at}.${key}` }) : [`${at}.${key}: missing`],
  );
}

/** Items of one list may differ by their kind, so each of the wanted has to be like one of the given. */
function compareItems({ given, wanted, at }: Pair & { readonly wanted: readonly unknown[] }): readonly string[] {
  if (!Array.isArray(given)) return [`${at}: no array`];
  return wanted.flatMap((item, position) => {
    const lacks = given.map((candidate) => compare({ given: candidate, wanted: item, at: `${at}[${String(position)}]` }));
    if (lacks.length === 0) return [`${at}: empty`];
    return lacks.some((lack) => lack.length === 0) ? [] : (lacks[0] ?? []);
  });
}

/** Database booleans come as numbers from most calls and as booleans from some; callers take both. */
function isFlag(given: unknown, wanted: unknown): boolean {
  return (typeof given === 'boolean' && (wanted === 0 || wanted === 1)) || (typeof wanted === 'boolean' && (given === 0 || given === 1));
}
