import { nearest } from './nearest.ts';

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
  const suggestion = ELSEWHERE[words.join(' ')] ?? nearest(words.join(':'), ids)?.replaceAll(':', ' ') ?? null;
  return { kind: 'unknown', name: words.join(' '), suggestion };
}

/** What other programs call it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '-v': '--version',
  '-V': '--version',
  version: '--version',
  list: 'instances',
  ls: 'instances',
  ps: 'instances',
  status: 'doctor',
  check: 'doctor',
};

function indexOr(words: readonly string[], matches: (word: string) => boolean): number {
  const index = words.findIndex(matches);
  return index === -1 ? words.length : index;
}
