// Controls, bidirectional marks, zero-width, tag and other characters that show as nothing: each of them lets foreign text
// rewrite what a terminal shows, or look like another text.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

// Most text holds nothing but these, and to see that takes a tenth of the time and no Unicode tables.
const PLAIN = /^[\n -~]*$/;
const PLAIN_LINE = /^[ -~]*$/;

/** Text from outside, safe to show on a terminal: every character that could steer it becomes a visible `\xNN`. */
export function printable(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  return text.replace(UNSAFE, (character) => `\\x${hexOf(character.codePointAt(0) ?? 0, 2)}`);
}

/** Several lines of text from outside: the same, the line breaks kept. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** JSON text with the same characters as `\u` escapes: the document stays equal, the terminal stays safe. */
export function printableJson(json: string): string {
  return escapeAllButLineBreaks(json, escapeUnits);
}

/** The same for YAML, where every string that holds such a character must be in double quotes. */
export function printableYaml(yaml: string): string {
  return escapeAllButLineBreaks(yaml, (character) => `\\U${hexOf(character.codePointAt(0) ?? 0, 8)}`);
}

/** True where the text holds a character that `printable` would replace. */
export function isUnprintable(text: string): boolean {
  return text.search(UNSAFE) !== -1;
}

function escapeAllButLineBreaks(text: string, escape: (character: string) => string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(UNSAFE, (character) => (character === '\n' ? character : escape(character)));
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${hexOf(unit.charCodeAt(0), 4)}`)
    .join('');
}

function hexOf(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
