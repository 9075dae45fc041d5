import { runbookOf } from '../../domain/runbook.ts';
import type { Terminal } from '../../ports/terminal.ts';
import type { Diagnosed } from '../../usecases/diagnose.ts';
import { walkRunbook } from '../../usecases/walk-runbook.ts';
import { fixStep } from '../../views/doctor/fix-step.ts';
import type { Screen } from '../../views/screen.ts';
import { runStep } from './run-step.ts';

export interface Offering {
  readonly terminal: Terminal;
  /** Of stderr, where the questions are. */
  readonly screen: Screen;
  readonly say: (line: string) => void;
}

/** Walks the operator through the remedies of a diagnosis; answers whether any was started. */
export async function offerRemedies({ diagnosis }: Diagnosed, { terminal, screen, say }: Offering): Promise<boolean> {
  const { steps } = runbookOf(diagnosis.findings);
  const { hasRun } = await walkRunbook({
    steps,
    terminal,
    onStep: (step) => process.stderr.write(fixStep(step, { number: steps.indexOf(step) + 1, of: steps.length, screen })),
    run: runStep,
    onFailure: ({ command }, exitCode) => say(`${command} ended with ${exitCode}: what it heals is left.`),
  });
  if (steps.length === 0) say(diagnosis.findings.length === 0 ? 'There is nothing to fix.' : 'No command heals this by itself.');
  else if (!hasRun) say('Nothing was done.');
  return hasRun;
}
