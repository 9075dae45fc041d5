/** The only one that begins with the word, else the one that differs least, where few enough letters differ for it to be a slip of the keys. */
export function nearest(name: string, known: readonly string[]): string | null {
  const begun = known.filter((each) => name.length > 2 && each.startsWith(name));
  if (begun.length === 1) return begun[0] ?? null;
  const ranked = known.map((id) => ({ id, distance: distanceBetween(name, id) })).toSorted((one, other) => one.distance - other.distance);
  const best = ranked[0];
  return best === undefined || best.distance > Math.max(2, name.length / 3) ? null : best.id;
}

/** Levenshtein: letters to add, drop or change. */
function distanceBetween(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of one.split('').entries()) {
    const current = [row + 1];
    for (const [column, otherLetter] of other.split('').entries()) {
      const changed = (previous[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      current.push(Math.min(changed, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
