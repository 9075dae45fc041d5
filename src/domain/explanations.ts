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
  /** What to look for; `null` for an error. */
  readonly evidence: string | null;
  readonly remedy: string;
  /** Findings that belong with it, as codes; an error has none. */
  readonly related: readonly string[];
  readonly asks: readonly SourceName[] | null;
  /** How a run ends with this error; `null` for a finding, which ends doctor with `problems`. */
  readonly exit: ExitMeaning | null;
}

/** Every finding in the order of the catalogue, then every error. */
export function explanations(): readonly Explanation[] {
  const ofFindings = findings.map(({ asks, ...finding }): Explanation => ({
    code: finding.code,
    type: 'finding',
    title: finding.title,
    severity: finding.severity,
    meaning: finding.meaning,
    cause: finding.cause,
    evidence: finding.evidence,
    remedy: finding.remedy,
    related: finding.related,
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
    evidence: null,
    remedy,
    related: [],
    asks: null,
    exit,
  }));
  return [...ofFindings, ...ofErrors];
}
