import { type ExitMeaning, errorCatalogue } from './errors/catalogue.ts';
import type { SourceName } from './findings/finding.ts';
import { askedSources } from './findings/asked-sources.ts';
import { findings } from './findings/index.ts';

/** What `explain` tells of one code, taken from the catalogue that declares it. */
export interface Explanation {
  readonly code: string;
  readonly type: 'finding' | 'error';
  readonly title: string;
  readonly severity: string | null;
  readonly meaning: string;
  readonly cause: string | null;
  readonly remedy: string;
  readonly asks: readonly SourceName[] | null;
  /** How a run ends with this error; `null` for a finding, which ends doctor with `problems`. */
  readonly exit: ExitMeaning | null;
}

/** Every finding in the order of the catalogue, then every error. */
export function explanations(): readonly Explanation[] {
  const ofFindings = findings.map(({ code, title, severity, meaning, cause, remedy, asks }): Explanation => ({
    code,
    type: 'finding',
    title,
    severity,
    meaning,
    cause,
    remedy,
    asks: askedSources(asks),
    exit: null,
  }));
  const ofErrors = Object.entries(errorCatalogue).map(([code, { title, meaning, remedy, exit }]): Explanation => ({
    code,
    type: 'error',
    title,
    severity: null,
    meaning,
    cause: null,
    remedy,
    asks: null,
    exit,
  }));
  return [...ofFindings, ...ofErrors];
}
