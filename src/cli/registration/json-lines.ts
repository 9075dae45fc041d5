/** The line on which each element of a JSON array begins; the text is known to be valid JSON. */
export function elementLines(text: string): readonly number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let isExpected = false;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[^\s"]|\n/gsu)) {
    if (token === '\n') line += 1;
    else if (isExpected && token !== ']') {
      lines.push(line);
      isExpected = false;
    }
    depth += DEPTH.get(token) ?? 0;
    if (depth === 1 && (token === ',' || (token === '[' && lines.length === 0))) isExpected = true;
  }
  return lines;
}

const DEPTH: ReadonlyMap<string, number> = new Map([
  ['[', 1],
  ['{', 1],
  [']', -1],
  ['}', -1],
]);
