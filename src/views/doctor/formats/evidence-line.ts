import type { Finding } from '../../../domain/findings/finding.ts';

/** One finding in one line: about whom, what each source says, what to do. */
export function evidenceLine({ subject, evidence, remedy }: Finding): string {
  const voices = [
    evidence.backend === null ? null : `backend: ${evidence.backend}`,
    evidence.database === null || evidence.database === evidence.backend ? null : `database: ${evidence.database}`,
    evidence.aws === null ? null : `aws: ${evidence.aws}`,
  ].filter((voice) => voice !== null);
  const command = remedy.command === null ? '' : ` $ ${remedy.command}`;
  return `${subject.type} ${subject.id}: ${voices.join('; ')}. ${remedy.text}${command}`;
}
