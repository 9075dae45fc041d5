import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { Terminal } from '../ports/terminal.ts';
import { printableLines } from '../views/printable.ts';

export interface Confirmation {
  readonly question: string;
  /** What the operator has to type, for instance the number of instances. */
  readonly expected: string;
  /** `--yes`: shown and agreed beforehand. */
  readonly isGiven: boolean;
  /** `--confirm VALUE`: what a script expects the plan to come to; `null` where the flag was not used. */
  readonly stated: string | null;
}

/**
 * Returns once the change is confirmed.
 * Throws `CONFIRMATION_MISSING` where it is not: a wrong value, a "no", or no terminal to ask on. Nothing has been done by then.
 */
export async function confirm(terminal: Terminal, confirmation: Confirmation): Promise<void> {
  const { expected, stated } = confirmation;
  if (stated !== null) {
    if (stated === expected) return;
    throw missing(
      `--confirm says ${stated}, but the plan comes to ${expected}. Nothing was done.`,
      `Read the plan again; if it is what you mean: --confirm ${expected}`,
    );
  }
  if (confirmation.isGiven) return;
  if (!terminal.canAsk) throw missing('There is no terminal to ask on. Nothing was done.');
  const typed = (await terminal.ask(printableLines(`${confirmation.question} Type ${expected} to go on:`))).trim();
  if (typed !== expected)
    throw missing(typed === '' ? 'Not confirmed. Nothing was done.' : `"${typed}" is not ${expected}. Nothing was done.`);
}

function missing(message: string, hint?: string): SpotctlError {
  return new SpotctlError({ code: 'CONFIRMATION_MISSING', message, ...(hint !== undefined && { hint }) });
}
