import type { Check } from '../../../domain/diagnosis.ts';
import type { Finding, Severity } from '../../../domain/findings/finding.ts';
import type { SuppressedFinding } from '../../../domain/suppression.ts';
import type { Diagnosed } from '../../../usecases/diagnose.ts';
import { printable } from '../../printable.ts';
import { formatCount } from '../../amounts.ts';
import { quietLine } from '../quiet-line.ts';
import { evidenceLine } from './evidence-line.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** The diagnosis as annotations of a GitHub workflow, one a finding, one for what could not be checked, and one for what is kept quiet. */
export function doctorGithub({ diagnosis }: Diagnosed): string {
  const unknown = diagnosis.checks.filter(({ status }) => status === 'unknown');
  const lines = [...diagnosis.findings.map(annotation), ...unknownAnnotation(unknown), ...suppressedAnnotation(diagnosis.suppressed)];
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(finding: Finding): string {
  return `::${COMMANDS[finding.severity]} title=${property(`${finding.code} ${finding.title}`)}::${message(evidenceLine(finding))}`;
}

function unknownAnnotation(unknown: readonly Check[]): readonly string[] {
  const [first] = unknown;
  if (first === undefined) return [];
  const codes = unknown.map(({ id }) => id).join(' ');
  return [`::warning title=${property('spotctl could not check everything')}::${message(`${first.detail ?? ''} (${codes})`)}`];
}

function suppressedAnnotation(suppressed: readonly SuppressedFinding[]): readonly string[] {
  if (suppressed.length === 0) return [];
  const told = suppressed.map(quietLine).join('; ');
  return [`::notice title=${property(`spotctl keeps ${formatCount(suppressed.length, 'finding')} quiet`)}::${message(told)}`];
}

/** A runner reads a line as a command; what was said by others must not end one and begin another. */
function message(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
