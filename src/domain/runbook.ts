import type { Finding } from './findings/finding.ts';

/** One command that heals findings; `expected` is the exit code of success. */
export interface RunbookStep {
  /** As it is typed: it shows what it will do and asks. */
  readonly command: string;
  /** The same without a question. */
  readonly unattended: string;
  /** Whether what it does to whom shows only in its own question, so that on a terminal it is left to ask. */
  readonly asksItself: boolean;
  readonly expected: number;
  readonly heals: readonly Finding[];
}

export interface Runbook {
  readonly steps: readonly RunbookStep[];
  /** What no command heals by itself: somebody has to look. */
  readonly byHand: readonly Finding[];
}

/** Commands that may run unattended, in the order in which they are safe: what serves is settled before anything is terminated. */
const AUTOMATIC = [
  { prefix: 'spotctl schema apply', asksItself: false },
  { prefix: 'spotctl register-instance ', asksItself: true },
  { prefix: 'spotctl zombies --terminate', asksItself: true },
] as const;

/** The remedies of a diagnosis as steps, each command once. Info findings need none. */
export function runbookOf(findings: readonly Finding[]): Runbook {
  const needed = findings.filter(({ severity }) => severity !== 'info');
  const byCommand = Map.groupBy(needed.filter(isAutomatic), ({ remedy }) => remedy.command ?? '');
  const steps = AUTOMATIC.flatMap(({ prefix, asksItself }) =>
    [...byCommand].flatMap(([command, heals]) =>
      command.startsWith(prefix) ? [{ command, unattended: `${command} --yes`, asksItself, expected: 0, heals }] : [],
    ),
  );
  return { steps, byHand: needed.filter((finding) => !isAutomatic(finding) && !isHealedWith(finding)) };
}

function isAutomatic({ remedy }: Finding): boolean {
  return AUTOMATIC.some(({ prefix }) => remedy.command?.startsWith(prefix));
}

/** Its remedy only looks again: the last step does. */
function isHealedWith({ remedy }: Finding): boolean {
  return remedy.command?.startsWith('spotctl doctor') === true;
}
