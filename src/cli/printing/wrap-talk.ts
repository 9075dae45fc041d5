import { stripVTControlCharacters } from 'node:util';

/** Talk for people broken at spaces to the width of their terminal, what follows set in; a word that is too long stays whole. */
export function wrapTalk(talk: string, columns: number): string {
  return talk
    .split('\n')
    .map((line) => (widthOf(line) <= columns ? line : wrapLine(line, columns)))
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  const [, indent = '', text = ''] = /^( *)(.*)$/su.exec(line) ?? [];
  const lines: string[] = [];
  let current = indent;
  for (const word of text.split(' ')) {
    const isFirst = current.trim() === '';
    const longer = isFirst ? `${current}${word}` : `${current} ${word}`;
    if (isFirst || widthOf(longer) <= columns) {
      current = longer;
    } else {
      lines.push(current);
      current = `${indent}  ${word}`;
    }
  }
  return [...lines, current].join('\n');
}

function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
