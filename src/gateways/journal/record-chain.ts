import { createHash } from 'node:crypto';
import type { DatedRecord } from '../../domain/journal/run-record.ts';
import { parseRecord } from './record-shapes.ts';

/** A record as it lies in the file. */
export interface StoredRecord {
  readonly position: number;
  readonly at: string;
  readonly body: string;
  readonly hash: string;
}

/** What the first record of a run is chained to. */
export const CHAIN_START = '';

/** A record's hash covers the one before it, so that no byte of a run can change, and none of it go missing, unnoticed. */
export function chainHash(link: { readonly previous: string; readonly runId: string } & Omit<StoredRecord, 'hash'>): string {
  const { previous, runId, position, at, body } = link;
  return createHash('sha256')
    .update([previous, runId, String(position), at, body].join('\n'))
    .digest('hex');
}

/** The records of a run, each held to its hash; the position of the first that is not what was written otherwise. */
export function verifyChain(
  runId: string,
  stored: readonly StoredRecord[],
): { readonly ok: true; readonly records: readonly DatedRecord[] } | { readonly ok: false; readonly position: number } {
  const records: DatedRecord[] = [];
  let previous = CHAIN_START;
  for (const [expected, { position, at, body, hash }] of stored.entries()) {
    const record = parseRecord(body);
    const isWhole = position === expected && hash === chainHash({ previous, runId, position, at, body });
    if (!isWhole || record === null) return { ok: false, position: expected };
    records.push({ at, record });
    previous = hash;
  }
  return { ok: true, records };
}
