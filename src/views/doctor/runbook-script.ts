import { runbookOf, type RunbookStep } from '../../domain/runbook.ts';
import type { Diagnosed } from '../../usecases/diagnose.ts';
import { printable } from '../printable.ts';
import type { Check } from '../../domain/diagnosis.ts';
import { evidenceLine } from './formats/evidence-line.ts';
import { quietLine } from './quiet-line.ts';

const PROLOGUE = `# Every step says with which exit code it must end; the script stops at the first that does not.
set -u
step() {
  expected=$1
  shift
  printf '\\n$ %s\\n' "$*"
  "$@" </dev/null
  code=$?
  if [ "$code" -ne "$expected" ]; then
    printf 'Stopped: exit code %s where %s was expected.\\n' "$code" "$expected" >&2
    exit "$code"
  fi
}
`;

/** The remedies as a shell script, in a safe order; what somebody has to look at stands in it as a comment. `lookAgain` is its last command. */
export function runbookScript({ diagnosis, input }: Diagnosed, lookAgain: string): string {
  const { steps, byHand } = runbookOf(diagnosis.findings);
  const { client, account } = input.fleet;
  const whom = [client.ok ? `client ${client.value.name}` : null, account.ok ? `AWS account ${account.value}` : null]
    .filter((word) => word !== null)
    .join(', ');
  const parts = [
    `#!/bin/sh\n${comment(`Runbook for ${whom}, made ${diagnosis.generatedAt} by spotctl doctor.`)}${PROLOGUE}`,
    ...steps.map(stepText),
    ...aside(
      'By hand',
      byHand.map((finding) => `${finding.code} ${evidenceLine(finding)}`),
    ),
    ...aside('Kept quiet by the context, and left as it is', diagnosis.suppressed.map(quietLine)),
    ...aside('Could not be checked, so that something may be missing here', unknownLines(diagnosis.checks)),
    `# Exit code 0: all is well; 1: something is left; 3: something could not be checked.\nstep 0 ${lookAgain}\n`,
  ];
  return parts.join('\n');
}

/** What the script only tells. */
function aside(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`# ${title}:\n${lines.map((line) => comment(`- ${line}`)).join('')}`];
}

function unknownLines(checks: readonly Check[]): readonly string[] {
  const unknown = checks.filter(({ status }) => status === 'unknown');
  return [...Map.groupBy(unknown, ({ detail }) => detail ?? '')].map(([why, group]) => `${group.map(({ id }) => id).join(' ')}: ${why}`);
}

function stepText({ unattended, expected, heals }: RunbookStep): string {
  const why = heals.map((finding) => comment(`${finding.code} ${finding.title}: ${finding.subject.id}`));
  return `${[...new Set(why)].join('')}# Expected exit code: ${expected}\nstep ${expected} ${unattended}\n`;
}

/** One line that the shell cannot take for anything but a comment. */
function comment(text: string): string {
  return `# ${printable(text)}\n`;
}
