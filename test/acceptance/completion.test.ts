import { execaSync } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import { homeFolder } from '../support/home.ts';
import { requireServer } from '../support/require-server.ts';
import { runCommand } from '../support/run-command.ts';
import { runningSandbox } from '../support/running-sandbox.ts';
import { hasTerminal, openShell, type TerminalSession } from '../support/terminal.ts';

const OLD = 'i-029c1999a147722de';

/** How each shell starts without its user's files, and takes the script. */
const STARTS = {
  bash: () => `bash --norc --noprofile -i`,
  zsh: () => `zsh -f -i`,
  fish: () => `fish --no-config -i`,
} as const;
const TAKES = {
  bash: 'source <(spotctl completion bash); PS1="ready> "',
  zsh: 'autoload -U compinit && compinit -u; source <(spotctl completion zsh); PROMPT="ready> "',
  fish: 'spotctl completion fish | source; function fish_prompt; echo -n "ready> "; end',
} as const;

describe('completion', () => {
  test('prints a script for each shell, and refuses another', async () => {
    const runs = await Promise.all(['bash', 'zsh', 'fish', 'tcsh'].map(async (shell) => await runCommand(['completion', shell])));

    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 2]);
    expect(runs.slice(0, 3).every(({ stdout }) => stdout.includes('__complete'))).toBe(true);
  });

  test('offers the ids that a list has shown, to that context alone, from a file that nobody else reads', async () => {
    const { env } = await runningSandbox();
    const home = await homeFolder();
    const offered = async (...words: readonly string[]): Promise<string> =>
      (await runCommand(['__complete', 'zsh', 'spotctl', ...words], { env, home })).stdout;

    const before = await offered('instance', 'i-02');
    await runCommand(['instances'], { env, home });

    expect(before).toBe('');
    expect(await offered('instance', 'i-02')).toBe(`${OLD}\tghost web-01\n`);
    expect(await offered('instance', '--backend-url', 'http://127.0.0.1:9', 'i-02')).toBe('');
  });
});

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  const isAvailable = (): boolean => hasTerminal() && execaSync(shell, ['--version'], { reject: false }).exitCode === 0;
  await requireServer({ name: `${shell} and tmux`, isAvailable }, () => {
    test(`TAB completes commands, values and ids in ${shell}`, async () => {
      const { env } = await runningSandbox();
      const terminal = await openShell(STARTS[shell], { env });
      onTestFinished(() => terminal.close());
      await typeLine(terminal, TAKES[shell]);
      await terminal.waitFor(/^ready>$/mu);
      await typeLine(terminal, 'spotctl agents -o name; spotctl instances -o name');
      await terminal.waitFor('i-0f75d6fccfb53a938');

      await complete(terminal, { typed: 'spotctl sche', shown: 'spotctl schema' });
      await complete(terminal, { typed: 'spotctl instances --status gho', shown: 'spotctl instances --status ghost' });
      await complete(terminal, { typed: 'spotctl instances --status=gho', shown: 'spotctl instances --status=ghost' });
      await complete(terminal, { typed: 'spotctl instance i-02', shown: `spotctl instance ${OLD}` });

      expect(await terminal.screen()).toContain(`ready> spotctl instance ${OLD}`);
    });
  });
}

async function typeLine(terminal: TerminalSession, line: string): Promise<void> {
  await terminal.press(line, 'Enter');
}

async function complete(terminal: TerminalSession, line: { readonly typed: string; readonly shown: string }): Promise<void> {
  await terminal.press(line.typed, 'Tab');
  await terminal.waitFor(`ready> ${line.shown}`);
  await terminal.press('C-c');
  // What is typed before the shell has taken the interrupt would go with the line.
  await terminal.waitFor(/^ready>$/mu);
}
