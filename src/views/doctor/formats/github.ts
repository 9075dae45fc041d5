import type { Check } from '../../../domain/diagnosis.ts';
import type { Finding, Severity } from '../../../domain/findings/finding.ts';
import type { Diagnosed } from '../../../usecases/diagnose.ts';
import { printable } from '../../printable.ts';
import { evidenceLine } from './evidence-line.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** The diagnosis as annotations of a GitHub workflow, one a finding, and one for what could not be checked. */
export function doctorGithub({ diagnosis }: Diagnosed): string {
  const unknown = diagnosis.checks.filter(({ status }) => status === 'unknown');
  return [...diagnosis.findings.map(annotation), ...unknownAnnotation(unknown)].map((line) => `${line}\n`).join('');
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

/** A runner reads a line as a command; what was said by others must not end one and begin another. */
function message(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
