/** The words of a command line up to the cursor, quotes and backslashes as a shell takes them; the last is the one being typed. */
export function splitLine(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let quote: string | null = null;
  for (let position = 0; position < line.length; position += 1) {
    const character = line[position] ?? '';
    if (quote !== null) {
      if (character === quote) quote = null;
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '\\') {
      position += 1;
      word += line[position] ?? '';
    } else if (/\s/u.test(character)) {
      if (word !== '') words.push(word);
      word = '';
    } else {
      word += character;
    }
  }
  return [...words, word];
}
