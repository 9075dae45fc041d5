// Controls, zero-width, bidirectional and tag characters: any of them lets foreign text rewrite what a terminal shows.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** Text from outside, safe to show on a terminal: every character that could steer it becomes a visible `\xNN`. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`);
}

/** JSON text with the same characters as `\u` escapes: the document stays equal, the terminal stays safe. */
export function printableJson(json: string): string {
  return json.replace(UNSAFE, (character) => (character === '\n' ? character : escapeUnits(character)));
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
