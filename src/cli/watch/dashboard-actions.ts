import type { DashboardActions } from '../../views/dashboard/dashboard-actions.ts';
import { withSourceFlags } from '../doctor/carry-flags.ts';
import { shellWords } from '../../domain/findings/shell-word.ts';
import { ownProgram } from '../own-program.ts';
import { runChild } from '../run-child.ts';
import type { SettingFlags } from '../settings/settings.ts';

/** The parts of the dashboard's doings that touch the machine: the clipboard, and a termination on the ordinary screen, whose end `terminated` waits for. */
export function dashboardActions(
  flags: SettingFlags,
  parts: Pick<DashboardActions, 'describe' | 'lookNow'> & { readonly pause: () => Promise<void> },
): DashboardActions & { readonly terminated: () => Promise<void> } {
  let termination = Promise.resolve();
  return {
    now: () => new Date().toISOString(),
    describe: parts.describe,
    lookNow: parts.lookNow,
    // OSC 52: the terminal itself takes it, also through ssh.
    copy: (text) => void process.stdout.write(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`),
    terminate: async (instanceId) => {
      const [, ...words] = shellWords(withSourceFlags(`spotctl terminate ${instanceId}`, flags));
      const [program, ...own] = ownProgram();
      termination = runChild({ command: program, arguments: [...own, ...words] }).then(parts.pause);
      await termination;
    },
    terminated: async () => await termination,
  };
}
