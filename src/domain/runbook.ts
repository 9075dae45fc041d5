import type { Finding } from './findings/finding.ts';

/** One command that heals findings, without a question; `expected` is the exit code of success. */
export interface RunbookStep {
  readonly command: string;
  readonly expected: number;
  readonly heals: readonly Finding[];
}

export interface Runbook {
  readonly steps: readonly RunbookStep[];
  /** What no command heals by itself: somebody has to look. */
  readonly byHand: readonly Finding[];
}

/** Commands that may run unattended, in the order in which they are safe: what serves is settled before anything is terminated. */
const AUTOMATIC = ['spotctl schema apply', 'spotctl register-instance ', 'spotctl zombies --terminate'] as const;

/** The remedies of a diagnosis as steps, each command once. Info findings need none. */
export function runbookOf(findings: readonly Finding[]): Runbook {
  const needed = findings.filter(({ severity }) => severity !== 'info');
  const byCommand = Map.groupBy(needed.filter(isAutomatic), ({ remedy }) => remedy.command ?? '');
  const steps = AUTOMATIC.flatMap((prefix) =>
    [...byCommand].flatMap(([command, heals]) => (command.startsWith(prefix) ? [{ command: `${command} --yes`, expected: 0, heals }] : [])),
  );
  return { steps, byHand: needed.filter((finding) => !isAutomatic(finding) && !isHealedWith(finding)) };
}

function isAutomatic({ remedy }: Finding): boolean {
  return AUTOMATIC.some((prefix) => remedy.command?.startsWith(prefix));
}

/** Its remedy only looks again: the last step does. */
function isHealedWith({ remedy }: Finding): boolean {
  return remedy.command?.startsWith('spotctl doctor') === true;
}
