import { printable } from '../../views/printable.ts';
import { readEnvironment } from '../settings/environment.ts';
import { completeWords, type CurrentValues } from './complete-words.ts';
import type { CompletionTable } from './completion-table.ts';
import { readSelection, recallIds } from './id-cache.ts';
import { splitLine } from './split-line.ts';

/**
 * `spotctl __complete SHELL WORDS...`, as the shells' scripts call it: a line for each candidate, value and description parted by a
 * tab; or `:files`. Bash hands over its whole line, which it has cut into words of its own. Asks nothing of anybody.
 */
export function answerShell([shell = '', ...given]: readonly string[], table: CompletionTable): string {
  const words = shell === 'bash' ? splitLine(given[0] ?? '').slice(1) : given.slice(1);
  const completion = completeWords(words, { table, current: () => currentValues(words) });
  if (completion.kind === 'files') return ':files\n';
  const typed = words.at(-1) ?? '';
  // Bash takes what follows `=` for a word of its own.
  const cut = shell === 'bash' ? typed.lastIndexOf('=') + 1 : 0;
  return completion.candidates.map(({ value, description }) => `${value.slice(cut)}\t${printable(description)}\n`).join('');
}

function currentValues(words: readonly string[]): CurrentValues {
  const environment = readEnvironment();
  const flags = {
    context: flagIn(words, '--context'),
    'backend-url': flagIn(words, '--backend-url'),
    client: flagIn(words, '--client'),
    'token-file': flagIn(words, '--token-file'),
  };
  const { contexts, file } = readSelection({ flags, environment });
  return { ...recallIds(file, new Date()), context: contexts.map((value) => ({ value, description: '' })) };
}

function flagIn(words: readonly string[], flag: string): string | undefined {
  const position = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = words[position];
  if (word === undefined) return undefined;
  return word === flag ? words[position + 1] : word.slice(flag.length + 1);
}
