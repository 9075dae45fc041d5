import type { Check, Diagnosis } from '../../../domain/diagnosis.ts';
import type { Finding } from '../../../domain/findings/finding.ts';
import type { Diagnosed } from '../../../usecases/diagnose.ts';
import { printable } from '../../printable.ts';
import { quietLine } from '../quiet-line.ts';
import { evidenceLine } from './evidence-line.ts';

/** The diagnosis as JUnit's XML: a suite a category, a case a check, a failure with everything found. */
export function doctorJunit({ diagnosis, durationMs }: Diagnosed): string {
  const suites = [...Map.groupBy(diagnosis.checks, ({ category }) => category)].map(([category, checks]) =>
    suite({ category, checks, diagnosis }),
  );
  const total = countsOf(diagnosis.checks);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="spotctl doctor" ${total} time="${seconds(durationMs)}">\n${suites.join('')}</testsuites>\n`;
}

function suite(input: { readonly category: string; readonly checks: readonly Check[]; readonly diagnosis: Diagnosis }): string {
  const { category, checks, diagnosis } = input;
  const cases = checks.map((check) =>
    testCase(
      check,
      diagnosis.findings.filter(({ code }) => code === check.id),
    ),
  );
  const head = `<testsuite name="${category}" ${countsOf(checks)} timestamp="${diagnosis.generatedAt}">`;
  return `  ${head}\n${quiet(category, diagnosis)}${cases.join('')}  </testsuite>\n`;
}

/** JUnit has no word for what is kept quiet: it is counted as a property of its suite, and told with its reason. */
function quiet(category: string, { suppressed, checks }: Diagnosis): string {
  const codes = new Set(checks.flatMap((check) => (check.category === category ? [check.id] : [])));
  const kept = suppressed.filter(({ code }) => codes.has(code));
  if (kept.length === 0) return '';
  const lines = kept.map((finding) => `      <property name="suppressed.${finding.code}" value="${xml(quietLine(finding))}"/>\n`);
  return `    <properties>\n      <property name="suppressed" value="${kept.length}"/>\n${lines.join('')}    </properties>\n`;
}

function countsOf(checks: readonly Check[]): string {
  const count = (...statuses: readonly Check['status'][]): number => checks.filter(({ status }) => statuses.includes(status)).length;
  return `tests="${checks.length}" failures="${count('error', 'warning')}" errors="${count('unknown')}" skipped="${count('skipped')}"`;
}

function testCase(check: Check, findings: readonly Finding[]): string {
  const head = `    <testcase classname="spotctl.${check.category}" name="${xml(`${check.id} ${check.title}`)}" time="${seconds(check.durationMs)}"`;
  const body = outcome(check, findings);
  return body === '' ? `${head}/>\n` : `${head}>\n${body}    </testcase>\n`;
}

function outcome(check: Check, findings: readonly Finding[]): string {
  const detail = xml(check.detail ?? '');
  switch (check.status) {
    case 'ok':
      return '';
    case 'skipped':
      return `      <skipped message="${detail}"/>\n`;
    case 'unknown':
      return `      <error type="unknown" message="${detail}"/>\n`;
    case 'error':
    case 'warning':
      return `      <failure type="${check.status}" message="${xml(findings[0]?.title ?? check.title)}">${xml(findings.map(evidenceLine).join('\n'))}</failure>\n`;
    default:
      return check.status satisfies never;
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML, which has no way to write most control characters: these are made visible first. */
function xml(text: string): string {
  const lines = text.split('\n').map(printable).join('\n');
  return lines.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
