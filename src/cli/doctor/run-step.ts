import { shellWords } from '../../domain/findings/shell-word.ts';
import type { RunbookStep } from '../../domain/runbook.ts';
import { ownProgram } from '../own-program.ts';
import { runChild } from '../run-child.ts';

/** Runs a step as this very spotctl, on this terminal; one that shows what it does only in its own question asks it. */
export async function runStep({ asksItself, command, unattended }: RunbookStep): Promise<number> {
  const [, ...words] = shellWords(asksItself ? command : unattended);
  const [program, ...own] = ownProgram();
  const { exitCode } = await runChild({ command: program, arguments: [...own, ...words] });
  return exitCode;
}
