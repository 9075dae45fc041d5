import type { StaleSource } from '../../domain/keep-last-seen.ts';
import type { Unseen } from '../../usecases/unseen-sources.ts';
import { formatAge, formatDuration } from '../../views/amounts.ts';
import type { ListView } from '../../views/list.ts';
import { printable } from '../../views/printable.ts';
import type { Screen } from '../../views/screen.ts';
import { wrap } from '../../views/wrap.ts';
import { arrangeList } from '../printing/arrange-list.ts';
import { type Presentation, screenFor } from '../printing/presentation.ts';
import { listPieces } from '../printing/print-list.ts';

/** One look at a list, as a watch shows it. */
export interface Look<Item> {
  readonly view: ListView<Item>;
  readonly stale: readonly StaleSource[];
  readonly unseen: readonly Unseen[];
}

export interface FrameLayout {
  /** What is watched: `spotctl zombies`. */
  readonly title: string;
  readonly intervalMs: number;
  readonly rows: number;
  readonly presentation: Presentation;
}

/** A screenful: what is watched, the list as far as there are lines for it, its totals, and what of it is old. */
export async function watchFrame<Item>(look: Look<Item>, layout: FrameLayout): Promise<string> {
  const { title, intervalMs, rows, presentation } = layout;
  const arranged = arrangeList(look.view, presentation);
  const table = [...(await listPieces(arranged, presentation))].join('');
  const notes = [
    arranged.items.length === 0 ? look.view.whenEmpty : (look.view.totals?.(arranged.items) ?? ''),
    ...sourceNotes(look, presentation),
  ];
  const screen = await screenFor(presentation, [table, ...notes].join(''));
  const every = `every ${formatDuration(intervalMs / 1_000)}, last at ${screen.now.slice(11, 19)}Z; Ctrl-C ends it`;
  const head = wrap(screen.paint('dim', every), { first: `${screen.paint('bold', title)}  `, indent: 0, screen });
  const foot = notes.filter((note) => note !== '').map((note) => wrap(printable(note), { first: '', screen }));
  const room = rows - lineCount(head) - 1 - foot.reduce((total, note) => total + lineCount(note), 0);
  return `${head}\n${cutLines(table, { room, screen })}${foot.join('')}`;
}

function sourceNotes<Item>({ stale, unseen }: Look<Item>, { now }: Presentation): readonly string[] {
  const staleNames = new Set(stale.map(({ source }) => source));
  return [
    ...stale.map(({ source, why, code, seenAt }) => `! ${source}: ${why} ${ageNote(seenAt, now())} (${code})`),
    ...unseen.filter(({ source }) => !staleNames.has(source)).map(({ source, why, code }) => `! ${source}: ${why} (${code})`),
  ];
}

function ageNote(seenAt: string | null, now: Date): string {
  return seenAt === null ? 'Its facts are unknown here.' : `Shown as it was ${formatAge(seenAt, now.toISOString())} ago.`;
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

/** No terminal keeps what is drawn below its last line. */
function cutLines(text: string, { room, screen }: { readonly room: number; readonly screen: Screen }): string {
  const lines = text.split('\n').slice(0, -1);
  if (lines.length <= room) return text;
  const shown = Math.max(1, room - 1);
  const rest = screen.paint('dim', `… ${lines.length - shown} more lines: a taller terminal, or --filter`);
  return [...lines.slice(0, shown), rest].map((line) => `${line}\n`).join('');
}
