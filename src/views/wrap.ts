import type { Screen } from './screen.ts';

/** Text broken at spaces to the width of the screen; the first line begins with `first`, the others with `indent` spaces or as many as that is wide. */
export function wrap(text: string, layout: { readonly first: string; readonly indent?: number; readonly screen: Screen }): string {
  const { first, screen } = layout;
  const taken = screen.widthOf(first);
  const indent = ' '.repeat(layout.indent ?? taken);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    const room = Math.max(20, screen.columns - (lines.length === 0 ? taken : indent.length));
    if (line !== '' && screen.widthOf(longer) > room) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].map((each, position) => `${position === 0 ? first : indent}${each}\n`).join('');
}

/** The text cut to a width, the cut shown. */
export function cut(text: string, layout: { readonly width: number; readonly screen: Screen }): string {
  const { width, screen } = layout;
  if (screen.widthOf(text) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && screen.widthOf(characters.join('')) > width - 1) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
