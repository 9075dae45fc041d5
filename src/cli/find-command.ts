export interface UnknownCommand {
  readonly kind: 'unknown';
  readonly name: string;
  readonly suggestion: string | null;
}

export type Asked =
  | UnknownCommand
  | { readonly kind: 'command'; readonly id: string; readonly rest: readonly string[] }
  /** `subject` is a command, a topic, or nothing: the program itself. */
  | { readonly kind: 'help'; readonly subject: string };

/** What the words of a command line ask for, given the ids of all commands (`schema:apply`). */
export function findCommand(words: readonly string[], ids: readonly string[]): Asked {
  const plain = words.slice(
    0,
    indexOr(words, (word) => word === '--'),
  );
  const isHelp = plain[0] === 'help' || plain.includes('--help') || plain.includes('-h');
  const named = (plain[0] === 'help' ? plain.slice(1) : plain).filter((word) => word !== '--help' && word !== '-h');
  const path = named.slice(
    0,
    indexOr(named, (word) => word.startsWith('-')),
  );

  const id = longestKnown(path, (candidate) => ids.includes(candidate));
  const topic = longestKnown(path, (candidate) => ids.some((known) => known.startsWith(`${candidate}:`)));
  const isCommand = id.length > 0 && id.length >= topic.length;
  if (!isCommand && (topic.length < path.length || (path.length === 0 && named.length > 0))) return unknown(named, { topic, ids });
  if (isHelp || !isCommand) return { kind: 'help', subject: (isCommand ? id : topic).join(':') };
  return { kind: 'command', id: id.join(':'), rest: words.slice(id.length) };
}

function longestKnown(path: readonly string[], isKnown: (candidate: string) => boolean): readonly string[] {
  for (let length = path.length; length > 0; length -= 1) {
    if (isKnown(path.slice(0, length).join(':'))) return path.slice(0, length);
  }
  return [];
}

function unknown(named: readonly string[], { topic, ids }: { topic: readonly string[]; ids: readonly string[] }): Asked {
  const words = named.slice(0, topic.length + 1);
  return { kind: 'unknown', name: words.join(' '), suggestion: nearest(words.join(':'), ids) };
}

/** The id that differs least, where few enough letters differ for it to be a slip of the keys. */
function nearest(name: string, ids: readonly string[]): string | null {
  const ranked = ids.map((id) => ({ id, distance: distanceBetween(name, id) })).toSorted((one, other) => one.distance - other.distance);
  const best = ranked[0];
  return best === undefined || best.distance > Math.max(2, name.length / 3) ? null : best.id.replaceAll(':', ' ');
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

function indexOr(words: readonly string[], matches: (word: string) => boolean): number {
  const index = words.findIndex(matches);
  return index === -1 ? words.length : index;
}
