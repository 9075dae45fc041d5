const LONGEST = 2000;

/** Free text that is kept for people: its beginning, where it is longer than anybody reads or a column holds. */
export function withinColumn(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
