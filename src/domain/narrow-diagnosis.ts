import { type Check, type Diagnosis, statusOf } from './diagnosis.ts';
import type { Finding } from './findings/finding.ts';
import { type SuppressedFinding, type Suppression, suppressionOf } from './suppression.ts';

/** What an operator wants to hear of a diagnosis; an absent choice keeps all. */
export interface Scope {
  readonly codes?: ReadonlySet<string>;
  readonly suppressions?: readonly Suppression[];
}

/** The diagnosis without the checks that were not asked for, its suppressed findings set apart. Its status is that of what is left. */
export function narrowDiagnosis(diagnosis: Diagnosis, { codes, suppressions = [] }: Scope): Diagnosis {
  const isWanted = (code: string): boolean => codes === undefined || codes.has(code);
  const judged = diagnosis.findings
    .filter(({ code }) => isWanted(code))
    .map((finding) => ({ finding, suppression: suppressionOf(finding, { suppressions, now: diagnosis.generatedAt }) }));
  const findings = judged.flatMap(({ finding, suppression }) => (suppression === null ? [finding] : []));
  const suppressed = judged.flatMap(({ finding, suppression }): SuppressedFinding[] =>
    suppression === null ? [] : [{ ...finding, reason: suppression.reason, until: suppression.until }],
  );
  const checks = diagnosis.checks.filter(({ id }) => isWanted(id)).map((check) => narrowCheck(check, { findings, suppressed }));
  return { ...diagnosis, status: statusOf(checks, findings), checks, findings, suppressed };
}

/** A check all of whose findings are suppressed counts as left out; one with others left tells of these only. */
function narrowCheck(
  check: Check,
  { findings, suppressed }: { readonly findings: readonly Finding[]; readonly suppressed: readonly SuppressedFinding[] },
): Check {
  const quiet = suppressed.filter(({ code }) => code === check.id);
  const [first] = quiet;
  if (first === undefined) return check;
  const left = findings.filter(({ code }) => code === check.id);
  if (left.length > 0) return { ...check, detail: left.map(({ subject }) => subject.id).join(', ') };
  const reasons = [...new Set(quiet.map(({ reason, until }) => `${reason} (until ${until.slice(0, 10)})`))];
  return { ...check, status: 'skipped', detail: `suppressed: ${reasons.join('; ')}` };
}
