import type { StaleSource } from '../../domain/keep-last-seen.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { Items } from '../../views/list.ts';
import { listChanges } from '../../views/lists/list-changes.ts';
import { printableJson } from '../../views/printable.ts';
import { API_VERSION } from '../printing/print-document.ts';
import type { Look } from './watch-frame.ts';

/** Told lines of changes, one JSON document each. */
export type TellChanges<Item> = (look: Look<Item>, at: Timestamp) => readonly string[];

/** Compares each look with the one before. The first has everything as added; a source is named once as it falls silent, and once as it is back. */
export function changesTeller<Item extends object>(): TellChanges<Item> {
  let before: Items<Item> = [];
  let silent: readonly StaleSource[] = [];
  return (look, at) => {
    const head = { apiVersion: API_VERSION, kind: `${look.view.kind}Change`, at };
    const lines = [...sourceChanges(silent, look.stale), ...listChanges(look.view, before)];
    before = [...look.view.items];
    silent = look.stale;
    return lines.map((line) => `${printableJson(JSON.stringify({ ...head, ...line }))}\n`);
  };
}

/** `stale`: does not answer now, and stands as it was at `seenAt`. `fresh`: answers again. */
function sourceChanges(before: readonly StaleSource[], now: readonly StaleSource[]): readonly object[] {
  return [
    ...now.filter((one) => !isNamed(before, one)).map((one) => ({ change: 'stale', ...one })),
    ...before.filter((one) => !isNamed(now, one)).map(({ source }) => ({ change: 'fresh', source })),
  ];
}

function isNamed(sources: readonly StaleSource[], { source }: StaleSource): boolean {
  return sources.some((one) => one.source === source);
}
