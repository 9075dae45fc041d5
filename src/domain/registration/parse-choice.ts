/** Which of a numbered list are meant, counted from 0; or what is wrong with the words. */
export type Choice = { readonly positions: readonly number[] } | { readonly problem: string };

/** Reads `1`, `1,3-5`, `all` or `none`, as an operator types it against a list of `count`. */
export function parseChoice(typed: string, count: number): Choice {
  const words = typed.trim().toLowerCase();
  if (words === '' || words === 'none') return { positions: [] };
  if (words === 'all') return { positions: numbers(1, count) };
  const chosen = new Set<number>();
  for (const part of words.split(/[\s,]+/u).filter((word) => word !== '')) {
    const read = readPart(part, count);
    if ('problem' in read) return read;
    for (const position of read.positions) chosen.add(position);
  }
  return { positions: [...chosen].toSorted((left, right) => left - right) };
}

function readPart(part: string, count: number): Choice {
  const [, first = '', last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/u.exec(part) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === '') return { problem: `"${part}" is neither a number nor a range` };
  return from < 1 || to > count || from > to ? { problem: `${part} is not between 1 and ${count}` } : { positions: numbers(from, to) };
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_each, position) => from - 1 + position);
}
