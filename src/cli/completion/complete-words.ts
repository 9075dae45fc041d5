import type { Candidate, CompletableCommand, CompletableFlag, CompletionTable, ValueKind } from './completion-table.ts';

/** Ids and names that only the moment knows. */
export interface CurrentValues {
  readonly instance: readonly Candidate[];
  readonly agent: readonly Candidate[];
  readonly region: readonly Candidate[];
  readonly context: readonly Candidate[];
}

/** What may stand in place of the current word; `files`: what the shell itself completes. */
export type Completion = { readonly kind: 'files' } | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] };

interface Completing {
  readonly table: CompletionTable;
  readonly current: () => CurrentValues;
}

const HELP: Candidate = { value: '--help', description: 'show help' };

/** Completes the last of the words; those before it are taken as they are. `current` is asked only where an id may stand. */
export function completeWords(words: readonly string[], completing: Completing): Completion {
  const word = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (before.includes('--')) return { kind: 'files' };
  const named = before[0] === 'help' ? before.slice(1) : before;
  const command = commandOf(named, completing.table);
  if (command === null) return starting(word, nextWords(named, { word, table: completing.table, isHelp: before[0] === 'help' }));
  const deeper = named.length === command.path.length ? nextWords(named, { word, table: completing.table, isHelp: true }) : [];
  if (before[0] === 'help') return starting(word, deeper);
  const rest = named.slice(command.path.length);
  const completion = completeIn(command, { rest, word, ...completing });
  return completion.kind === 'files'
    ? completion
    : { ...completion, candidates: [...starting(word, deeper).candidates, ...completion.candidates] };
}

function commandOf(words: readonly string[], { commands }: CompletionTable): CompletableCommand | null {
  const fitting = commands.filter(({ path }) => path.length <= words.length && path.every((part, position) => words[position] === part));
  return fitting.toSorted((one, other) => other.path.length - one.path.length)[0] ?? null;
}

/** Commands and topics one word further. */
function nextWords(
  named: readonly string[],
  { word, table, isHelp }: { readonly word: string; readonly table: CompletionTable; readonly isHelp: boolean },
): readonly Candidate[] {
  const below = table.commands.filter(({ path }) => path.length > named.length && named.every((part, position) => path[position] === part));
  const words = new Map<string, string>();
  for (const { path, summary } of below) {
    const next = path[named.length] ?? '';
    if (path.length === named.length + 1) words.set(next, summary);
    else if (!words.has(next)) words.set(next, table.topics[next] ?? '');
  }
  const candidates = [...words].map(([value, description]) => ({ value, description }));
  const isFirst = named.length === 0 && !isHelp;
  if (!isFirst) return candidates;
  return word.startsWith('-')
    ? [HELP, { value: '--version', description: 'show the version' }]
    : [...candidates, { value: 'help', description: 'show the help of a command' }];
}

interface Inside extends Completing {
  /** The words behind the command's own. */
  readonly rest: readonly string[];
  readonly word: string;
}

function completeIn(command: CompletableCommand, inside: Inside): Completion {
  const { rest, word } = inside;
  const pending = flagNamed(command, rest.at(-1) ?? '');
  if (pending?.takesValue === true) return valuesOf(pending, { ...inside, command, prefix: '' });
  return attachedValue(command, inside) ?? (word.startsWith('-') ? starting(word, flagsLeft(command, rest)) : argument(command, inside));
}

/** `--status=gh`. */
function attachedValue(command: CompletableCommand, inside: Inside): Completion | null {
  const [, prefix, value = ''] = /^(--[a-z-]+=)(.*)$/su.exec(inside.word) ?? [];
  if (prefix === undefined) return null;
  const flag = flagNamed(command, prefix.slice(0, -1));
  return flag === null ? NONE : valuesOf(flag, { ...inside, command, word: value, prefix });
}

function argument(command: CompletableCommand, inside: Inside): Completion {
  const { rest, word } = inside;
  const arg = command.args[positionals(command, rest)] ?? (command.isVariadic ? command.args.at(-1) : undefined);
  if (arg !== undefined) return valuesOf({ ...arg, isMultiple: false }, { ...inside, command, prefix: '' });
  return word === '' ? starting(word, flagsLeft(command, rest)) : NONE;
}

const NONE: Completion = { kind: 'candidates', candidates: [] };

function flagNamed({ flags }: CompletableCommand, name: string): CompletableFlag | null {
  return flags.find(({ names }) => names.includes(name)) ?? null;
}

function flagsLeft({ flags }: CompletableCommand, rest: readonly string[]): readonly Candidate[] {
  const used = new Set(rest.map((word) => word.split('=')[0]));
  const left = flags.filter(({ names, isMultiple }) => isMultiple || !names.some((name) => used.has(name)));
  return [...left.map(({ names, description }) => ({ value: names[0] ?? '', description })), HELP];
}

function positionals(command: CompletableCommand, rest: readonly string[]): number {
  return rest.filter((word, index) => {
    const isValue = flagNamed(command, rest[index - 1] ?? '')?.takesValue === true;
    return !word.startsWith('-') && !isValue;
  }).length;
}

function valuesOf(
  of: { readonly kind: ValueKind | null; readonly values: readonly string[]; readonly isMultiple: boolean },
  at: Inside & { readonly command: CompletableCommand; readonly prefix: string },
): Completion {
  if (of.kind === 'file') return { kind: 'files' };
  const isList = of.isMultiple || of.kind === 'column';
  const comma = isList ? at.word.lastIndexOf(',') + 1 : 0;
  const prefix = at.prefix + at.word.slice(0, comma);
  const { candidates } = starting(at.word.slice(comma), offered(of, at));
  return { kind: 'candidates', candidates: candidates.map((candidate) => ({ ...candidate, value: prefix + candidate.value })) };
}

function offered(
  { kind, values }: { readonly kind: ValueKind | null; readonly values: readonly string[] },
  { table, current, command }: Inside & { readonly command: CompletableCommand },
): readonly Candidate[] {
  switch (kind) {
    case null:
    case 'file':
      return plain(values);
    case 'column':
      return plain(command.columns);
    case 'code':
    case 'finding':
    case 'world':
      return plain(table.values[kind]);
    case 'region': {
      const known = current().region;
      return [...known, ...plain(table.values.region.filter((region) => !known.some(({ value }) => value === region)))];
    }
    case 'instance':
    case 'agent':
    case 'context':
      return current()[kind];
    default:
      return kind satisfies never;
  }
}

function plain(values: readonly string[]): readonly Candidate[] {
  return values.map((value) => ({ value, description: '' }));
}

function starting(
  word: string,
  candidates: readonly Candidate[],
): { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] } {
  return { kind: 'candidates', candidates: candidates.filter(({ value }) => value.startsWith(word)) };
}
