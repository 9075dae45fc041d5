import type { DiagnosisInput } from './findings/diagnosis-input.ts';
import { type Facts, factsOf } from './findings/facts.ts';
import type { Category, Evidence, Finding, FindingDefinition } from './findings/finding.ts';
import { findings as catalogue } from './findings/index.ts';
import { judgeAll } from './findings/judge-all.ts';
import { reportFinding } from './findings/report-finding.ts';
import { silenceOf } from './findings/silence.ts';
import { type FleetTotals, totalsOf } from './fleet-totals.ts';
import type { Timestamp } from './instance.ts';
import { type SourceReports, sourceReports } from './source-reports.ts';
import type { SuppressedFinding } from './suppression.ts';

export type CheckStatus = 'ok' | 'warning' | 'error' | 'skipped' | 'unknown';

/** One question of the diagnosis and its answer; every finding of the catalogue is one. */
export interface Check {
  readonly id: string;
  readonly category: Category;
  readonly title: string;
  readonly status: CheckStatus;
  /** Why it is not ok; `null` where it is. */
  readonly detail: string | null;
  /** How long the sources it rests on took to answer. */
  readonly durationMs: number;
}

/** How long gathering took, by what was gathered. */
export type Durations = Readonly<Record<Category, number>>;

export interface Diagnosis {
  readonly generatedAt: Timestamp;
  readonly status: 'healthy' | 'problems' | 'incomplete';
  readonly sources: SourceReports;
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
  readonly fleet: FleetTotals;
  /** Found, and kept quiet by the context. */
  readonly suppressed: readonly SuppressedFinding[];
}

/** Judges what the sources said. Pure; never throws for a fleet that is merely strange. */
export function judge(input: DiagnosisInput, durations: Durations): Diagnosis {
  const facts = factsOf(input);
  const judged = judgeAll(catalogue, facts);
  const checks = judged.map(({ definition, evidence }) => checkOf({ definition, evidence, facts, durations }));
  const findings = judged.flatMap(({ definition, evidence }) => evidence.map((one) => reportFinding(definition, one)));
  return {
    generatedAt: input.fleet.takenAt,
    status: statusOf(checks, findings),
    sources: sourceReports(input.fleet),
    checks,
    findings,
    fleet: totalsOf(facts),
    suppressed: [],
  };
}

function checkOf(input: {
  readonly definition: FindingDefinition;
  readonly evidence: readonly Evidence[];
  readonly facts: Facts;
  readonly durations: Durations;
}): Check {
  const { definition, evidence } = input;
  const check = {
    id: definition.code,
    category: definition.category,
    title: definition.expectation,
    durationMs: input.durations[definition.category],
  };
  if (evidence.length > 0) {
    const status = definition.severity === 'info' ? 'ok' : definition.severity;
    return { ...check, status, detail: evidence.map((one) => one.subject.id).join(', ') };
  }
  const silences = definition.asks.map((ask) => silenceOf(ask, input.facts)).filter((silence) => silence !== null);
  const silence = silences.find(({ status }) => status === 'unknown') ?? silences[0];
  return silence === undefined ? { ...check, status: 'ok', detail: null } : { ...check, status: silence.status, detail: silence.why };
}

/** The verdict on what was checked and found. */
export function statusOf(checks: readonly Check[], findings: readonly Finding[]): Diagnosis['status'] {
  if (findings.some(({ severity }) => severity !== 'info')) return 'problems';
  return checks.some(({ status }) => status === 'unknown') ? 'incomplete' : 'healthy';
}
