import type { SuppressedFinding } from '../../domain/suppression.ts';

/** A finding that is kept quiet, in one line: what, until when and why. */
export function quietLine({ code, subject, until, reason }: SuppressedFinding): string {
  return `${code} ${subject.id} until ${until.slice(0, 10)}: ${reason}`;
}
