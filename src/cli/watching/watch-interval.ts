import { Flags } from '@oclif/core';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { parseDuration } from '../duration.ts';

const DEFAULT_INTERVAL = '5s';
const SHORTEST_MS = 1_000;
const LONGEST_MS = 86_400_000;

/** `--watch`, `--watch 10s`: the pause between two looks, in milliseconds. */
export const watchFlag = Flags.custom<number>({ parse: async (text) => parseInterval(text), helpValue: '[INTERVAL]' })({
  char: 'w',
  helpGroup: 'LIST',
  exclusive: ['terminate'],
  description: `look again every ${DEFAULT_INTERVAL}, or as often as INTERVAL says: redraws on a terminal, tells changes as NDJSON where piped`,
});

/** The words with the interval that `--watch` has without one: a flag of oclif's has a value or none, not either. */
export function withWatchInterval(argv: readonly string[]): string[] {
  return argv.map((word, position) => {
    const isBare = (word === '--watch' || word === '-w') && !/^\d/u.test(argv[position + 1] ?? '');
    return isBare ? `--watch=${DEFAULT_INTERVAL}` : word;
  });
}

/** A look costs every source some calls, so there are at most one a second. */
function parseInterval(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds >= SHORTEST_MS && milliseconds <= LONGEST_MS) return milliseconds;
  throw new SpotctlError({ code: 'USAGE', message: `"${text}" is no interval to watch at.`, hint: 'Watch every 1s to 24h.' });
}
