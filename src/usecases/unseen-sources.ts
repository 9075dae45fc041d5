import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { type ErrorCode, errorCatalogue } from '../domain/errors/catalogue.ts';
import type { PackableRows, PackableSnapshot } from '../domain/fleet-snapshot.ts';
import type { Seen } from '../domain/seen.ts';

/** A source that was asked and did not answer. */
export interface Unseen {
  readonly source: string;
  readonly why: string;
  readonly code: string;
  /** The cause and the next step, where the source's error told them. */
  readonly because?: { readonly cause?: unknown; readonly hint?: string };
}

/** Sources of the snapshot that were asked and could not be seen; one that was never asked is not among them. */
export function unseenSources(snapshot: PackableSnapshot): readonly Unseen[] {
  const regions = [...snapshot.regions].map(([region, seen]) => [`EC2 in ${region}`, seen] as const);
  const sources: readonly (readonly [string, Seen<unknown>])[] = [
    ['backend', snapshot.backend],
    ['database', snapshot.database],
    ...regions,
  ];
  return sources.flatMap(([source, seen]) => unseenPart(source, seen));
}

/** Nothing where it was seen, or never asked. */
export function unseenPart(source: string, seen: Seen<unknown>): readonly Unseen[] {
  if (seen.ok || seen.code === 'NOT_CONFIGURED') return [];
  const { why, code, because } = seen;
  return [{ source, why, code, ...(because !== undefined && { because }) }];
}

/** Rows of the backend or, where it is not seen, of the database. Throws the backend's error where neither has any. */
export function seenRows(snapshot: PackableSnapshot): PackableRows {
  const { backend, database } = snapshot;
  if (backend.ok) return backend.value;
  if (database.ok) return database.value;
  throw new SpotctlError({ code: isErrorCode(backend.code) ? backend.code : 'BACKEND_FAILED', message: backend.why, ...backend.because });
}

function isErrorCode(code: string): code is ErrorCode {
  return code in errorCatalogue;
}
