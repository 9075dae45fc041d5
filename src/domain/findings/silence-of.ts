/** Why finding nothing means nothing: a source failed (`unknown`), or nobody set it up or needed it (`skipped`). */
export interface Silence {
  readonly status: 'unknown' | 'skipped';
  readonly why: string;
}

export function unknown(why: string): Silence {
  return { status: 'unknown', why };
}
