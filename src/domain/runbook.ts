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

/** The sweep would have what serves terminated: to mend its schema first is what sets it going. */
const SWEEP_IS_A_DANGER = 'FL419';

/** The remedies of a diagnosis as steps, each command once. Info findings need none. */
export function runbookOf(findings: readonly Finding[]): Runbook {
  const needed = findings.filter(({ severity }) => severity !== 'info');
  const isHeldBack = needed.some(({ code }) => code === SWEEP_IS_A_DANGER);
  const isStep = (finding: Finding): boolean => isAutomatic(finding) && !(isHeldBack && mendsTheSweep(finding));
  const byCommand = Map.groupBy(needed.filter(isStep), ({ remedy }) => remedy.command ?? '');
  const steps = AUTOMATIC.flatMap(({ prefix, asksItself }) =>
    [...byCommand].flatMap(([command, heals]) =>
      command.startsWith(prefix) ? [{ command, unattended: `${command} --yes`, asksItself, expected: 0, heals }] : [],
    ),
  );
  const byHand = needed.filter((finding) => !isStep(finding) && !isHealedWith(finding));
  return { steps, byHand: byHand.toSorted((one, other) => rank(one) - rank(other)) };
}

function isAutomatic({ remedy }: Finding): boolean {
  return AUTOMATIC.some(({ prefix }) => remedy.command?.startsWith(prefix));
}

function mendsTheSweep({ remedy }: Finding): boolean {
  return remedy.command?.startsWith('spotctl schema apply') === true;
}

/** The danger stands first, before what has to wait for it. */
function rank({ code }: Finding): number {
  return code === SWEEP_IS_A_DANGER ? 0 : 1;
}

/** Its remedy only looks again: the last step does. */
function isHealedWith({ remedy }: Finding): boolean {
  return remedy.command?.startsWith('spotctl doctor') === true;
}
