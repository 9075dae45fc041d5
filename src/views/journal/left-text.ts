import type { RunSummary } from '../../domain/journal/summarize-run.ts';

const WORDS = { report: 'to report', await: 'ending', look: 'to look at', confirm: 'to confirm' } as const;

/** What is left of a run: `1 to report, 2 ending`; `-` where nothing is. */
export function leftText({ left }: Pick<RunSummary, 'left'>): string {
  const parts = [
    [left.report, WORDS.report],
    [left.await, WORDS.await],
    [left.look, WORDS.look],
    [left.confirm, WORDS.confirm],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.length === 0 ? '-' : said.join(', ');
}
