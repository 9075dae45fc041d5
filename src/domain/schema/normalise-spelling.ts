/**
 * A column type in one spelling, whatever MySQL, MariaDB or SQLite calls it: `TINYINT(1)` is `boolean`, `int(11)` is `int`.
 * A type no rule knows comes back in lower case.
 */
export function normaliseType(spelling: string): string {
  const choice = /^\s*(enum|set)\s*\((.*)\)\s*$/is.exec(spelling);
  if (choice) return `${(choice[1] ?? '').toLowerCase()}(${(choice[2] ?? '').replaceAll(/'\s*,\s*'/g, "','").trim()})`;
  const plain = spelling
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([(),]) ?/g, '$1')
    .replace(/\)(?=[a-z])/, ') ');
  return typeSynonyms.reduce((type, [pattern, replacement]) => type.replace(pattern, replacement), plain);
}

const typeSynonyms: readonly (readonly [RegExp, string])[] = [
  [/^(?:tinyint\(1\)|bool)$/, 'boolean'],
  [/^integer\b/, 'int'],
  [/^((?:tiny|small|medium|big)?int)\(\d+\)/, '$1'],
  [/^(?:numeric|dec)\b/, 'decimal'],
  [/^decimal\((\d+)\)/, 'decimal($1,0)'],
  [/^(?:character varying|char varying)\b/, 'varchar'],
  [/^character\b/, 'char'],
  [/^(timestamp|datetime)\(0\)$/, '$1'],
];

/**
 * A default in one spelling; `null` where there is none.
 * Servers differ in quotes, parentheses, `NULL` as text, the name of the current time and the zeros of a number.
 */
export function normaliseDefault(spelling: string | null): string | null {
  if (spelling === null) return null;
  const bare = withoutParentheses(spelling.trim());
  if (/^null$/i.test(bare)) return null;
  const quoted = /^(?:_[a-z0-9]+|b)?\\?(['"])(.*?)\\?\1$/is.exec(bare);
  if (quoted) return normaliseNumber((quoted[2] ?? '').replaceAll("''", "'"));
  if (CURRENT_TIME.test(bare)) return 'current_timestamp';
  if (/\b(?:uuid|randomblob) *\(/i.test(bare)) return 'uuid()';
  if (/^true$/i.test(bare)) return '1';
  if (/^false$/i.test(bare)) return '0';
  return normaliseNumber(bare);
}

const CURRENT_TIME = /^(?:(?:current_timestamp|now|localtime|localtimestamp) *(?:\( *\d* *\))?|datetime *\( *'now' *\))$/i;

/** True where the server itself sets the column at every change of the row, by what its EXTRA says. */
export function isSetOnUpdate(extra: string): boolean {
  return /\bon update (?:current_timestamp|now|localtime)/i.test(extra);
}

function normaliseNumber(value: string): string {
  return /^[+-]?\d+(?:\.\d*)?$/.test(value) ? String(Number(value)) : value;
}

function withoutParentheses(value: string): string {
  return isWrapped(value) ? withoutParentheses(value.slice(1, -1).trim()) : value;
}

/** True where the first parenthesis closes at the very end: `(1)`, not `(1)+(2)`. */
function isWrapped(value: string): boolean {
  if (!value.startsWith('(') || !value.endsWith(')')) return false;
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '(') depth += 1;
    if (value[at] === ')') depth -= 1;
    if (depth === 0) return at === value.length - 1;
  }
  return false;
}
