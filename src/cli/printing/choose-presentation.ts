import type { Environment } from '../settings/environment.ts';
import { OUTPUT_FORMATS, type OutputFormat, type Presentation } from './presentation.ts';

const DEFAULT_WIDTH = 80;

/**
 * How this run shows its answer, read from the words themselves: an error in a flag must already be shown in the chosen format,
 * so this cannot wait for the flags to be parsed.
 */
export function choosePresentation(input: {
  readonly argv: readonly string[];
  readonly environment: Pick<Environment, 'isColorRefused'>;
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
}): Presentation {
  const words = flagWords(input.argv);
  const isTerminal = input.stdout.isTTY === true;
  return {
    format: formatOf(words),
    hasHeader: !words.includes('--no-header'),
    columns: namesIn(valueOf(words, '--columns')),
    sort: valueOf(words, '--sort'),
    filters: valuesOf(words, '--filter'),
    hasColor: isTerminal && !input.environment.isColorRefused && !words.includes('--no-color'),
    isTerminal,
    width: input.stdout.columns || DEFAULT_WIDTH,
    now: () => new Date(),
  };
}

/** The words among which flags may be: after `--` there are none. */
export function flagWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}

function formatOf(words: readonly string[]): OutputFormat | null {
  if (words.includes('--json')) return 'json';
  if (words.includes('--wide')) return 'wide';
  const named = valueOf(words, '--output') ?? valueOf(words, '-o') ?? attachedFormat(words);
  return OUTPUT_FORMATS.find((format) => format === named) ?? null;
}

/** `-ojson` and `-o=json`, also behind the letter of another flag: `-yojson`. */
function attachedFormat(words: readonly string[]): string | null {
  const found = words.map((word) => /^-y?o=?(.+)$/.exec(word)?.[1]).find((value) => value !== undefined);
  return found ?? valueOf(words, '-yo');
}

function namesIn(list: string | null): readonly string[] | null {
  return list?.split(',').map((name) => name.trim()) ?? null;
}

/** The value of `--flag value` or `--flag=value`. */
function valueOf(words: readonly string[], flag: string): string | null {
  const position = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (position === -1) return null;
  const word = words[position] ?? '';
  return word === flag ? (words[position + 1] ?? null) : word.slice(flag.length + 1);
}

function valuesOf(words: readonly string[], flag: string): readonly string[] {
  return words.flatMap((word, position) => {
    if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)];
    return word === flag ? (words[position + 1] ?? []) : [];
  });
}
