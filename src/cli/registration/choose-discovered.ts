import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { type Discovered, reasonToLeave } from '../../domain/registration/discovered.ts';
import { parseChoice } from '../../domain/registration/parse-choice.ts';
import type { Terminal } from '../../ports/terminal.ts';

export interface ChoiceOf {
  readonly found: readonly Discovered[];
  readonly isPrimary: boolean;
  /** True where nobody is asked: `--yes`, `--confirm` or `--dry-run`. */
  readonly isGiven: boolean;
}

/**
 * Those of the discovered that are meant. Unasked, all that nothing speaks against; on a terminal what the operator chooses.
 * Throws `CONFIRMATION_MISSING` without either.
 */
export async function chooseDiscovered(terminal: Terminal, { found, isPrimary, isGiven }: ChoiceOf): Promise<readonly Discovered[]> {
  if (isGiven) return found.filter((one) => reasonToLeave(one, isPrimary) === null);
  if (!terminal.canAsk) {
    throw new SpotctlError({
      code: 'CONFIRMATION_MISSING',
      message: 'There is no terminal to choose on. Nothing was done.',
      hint: 'Add --yes for all that are listed without a reservation, --confirm COUNT if they are exactly so many, or name the ids.',
    });
  }
  const typed = await terminal.ask('Which of them? Numbers such as 1,3-5, all, or none:');
  const choice = parseChoice(typed, found.length);
  if ('problem' in choice)
    throw new SpotctlError({
      code: 'CONFIRMATION_MISSING',
      message: `${choice.problem}. Nothing was done.`,
      hint: 'Run the command again.',
    });
  return choice.positions.flatMap((position) => found[position] ?? []);
}
