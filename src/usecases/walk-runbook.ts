import type { RunbookStep } from '../domain/runbook.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { Terminal } from '../ports/terminal.ts';

export interface RunbookWalk {
  readonly steps: readonly RunbookStep[];
  readonly terminal: Pick<Terminal, 'ask'>;
  /** Shows what the step is about, before the question. */
  readonly onStep: (step: RunbookStep) => void;
  /** Runs its command to the end and answers with the exit code. */
  readonly run: (step: RunbookStep) => Promise<number>;
  /** Told of a command that did not end as expected. */
  readonly onFailure: (step: RunbookStep, exitCode: number) => void;
}

export interface WalkedRunbook {
  readonly done: readonly RunbookStep[];
  /** Whether any command was started, so that the fleet may stand differently now. */
  readonly hasRun: boolean;
}

/** A command ended by Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Asks for each step and runs those that are agreed to, until the last one or `quit`.
 * Throws `INTERRUPTED` on Ctrl-C, at a question or in a command, and says what was done by then.
 */
export async function walkRunbook(walk: RunbookWalk): Promise<WalkedRunbook> {
  const done: RunbookStep[] = [];
  let hasRun = false;
  for (const step of walk.steps) {
    walk.onStep(step);
    const answer = await askFor(walk.terminal, done);
    if (answer === 'quit') break;
    if (answer === 'no') continue;
    hasRun = true;
    const exitCode = await walk.run(step);
    if (exitCode === INTERRUPTED) throw interrupted(done, `${step.command} was interrupted.`);
    if (exitCode === step.expected) done.push(step);
    else walk.onFailure(step, exitCode);
  }
  return { done, hasRun };
}

const ANSWERS: ReadonlyMap<string, 'yes' | 'no' | 'quit'> = new Map([
  ['y', 'yes'],
  ['yes', 'yes'],
  ['n', 'no'],
  ['no', 'no'],
  ['q', 'quit'],
  ['quit', 'quit'],
]);

/** Asks until the answer is one of these: an empty line agrees to nothing, and leaves nothing out. */
async function askFor(terminal: RunbookWalk['terminal'], done: readonly RunbookStep[]): Promise<'yes' | 'no' | 'quit'> {
  try {
    for (;;) {
      const answer = ANSWERS.get((await terminal.ask('Run it? y, n or q to quit:')).trim().toLowerCase());
      if (answer !== undefined) return answer;
    }
  } catch (error) {
    if (!(error instanceof SpotctlError) || error.code !== 'INTERRUPTED') throw error;
    throw interrupted(done, 'Interrupted at the question.');
  }
}

function interrupted(done: readonly RunbookStep[], what: string): SpotctlError {
  const before = done.map(({ command }) => command).join(', ');
  return new SpotctlError({
    code: 'INTERRUPTED',
    message: before === '' ? `${what} No step was completed.` : `${what} What was done stays done: ${before}.`,
    hint: 'Run spotctl doctor --fix again: it diagnoses anew and asks for what is left.',
  });
}
