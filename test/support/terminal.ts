import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { binPath, isolatedEnv } from './run-command.ts';
import { removeFolder } from './remove-folder.ts';

export interface TerminalRun {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

/** A command on a real terminal: what is typed goes in as keys, what is seen is the screen. */
export interface TerminalSession {
  /** Sends keys as tmux names them: `'yes'`, `'Enter'`, `'C-c'`. */
  press(...keys: readonly string[]): Promise<void>;
  /** The screen and what scrolled off it, without trailing blank lines. `colour: true` keeps the escape sequences. */
  screen(options?: { readonly colour?: boolean }): Promise<string>;
  /** Waits until the screen holds the text, and returns the screen; rejects with the screen after `timeoutSeconds` (15). */
  waitFor(text: string | RegExp, timeoutSeconds?: number): Promise<string>;
  /** Waits until the command has ended, and returns its exit code. */
  exitCode(timeoutSeconds?: number): Promise<number>;
  resize(columns: number, rows: number): Promise<void>;
  /** Sends the command a signal, as somebody elsewhere would. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Whether a cursor is shown, and the first of the terminal's two screens. */
  isAsBefore(): Promise<boolean>;
  close(): Promise<void>;
}

const endMark = /\[spotctl ended with (\d+)\]/u;

/** For `requireServer({ name: 'tmux', isAvailable: hasTerminal }, ...)`. */
export function hasTerminal(): boolean {
  return execaSync('tmux', ['-V'], { reject: false }).exitCode === 0;
}

/** Runs the built `spotctl` in a terminal of its own (tmux). Close the session when done. */
export async function openTerminal(args: readonly string[], run: TerminalRun = {}): Promise<TerminalSession> {
  const command = [process.execPath, binPath, ...args].map(quote).join(' ');
  return await openSession(() => `${command}\nprintf '\\n[spotctl ended with %d]\\n' "$?"\nsleep 600\n`, run);
}

/** A shell on a terminal, with `spotctl` on its path and its files in a folder of its own. Close the session when done. */
export async function openShell(command: (folder: string) => string, run: TerminalRun = {}): Promise<TerminalSession> {
  return await openSession(async (folder) => {
    const launcher = join(folder, 'spotctl');
    await writeFile(launcher, `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(binPath)} "$@"\n`);
    await chmod(launcher, 0o755);
    return `export PATH=${quote(folder)}:"$PATH"\nexec ${command(folder)}\n`;
  }, run);
}

async function openSession(script: (folder: string) => Promise<string> | string, run: TerminalRun): Promise<TerminalSession> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-terminal-'));
  const file = join(folder, 'run.sh');
  await writeFile(file, await script(folder));
  const tmux = async (...words: readonly string[]): Promise<string> => {
    const { stdout } = await execa('tmux', ['-S', join(folder, 'tmux.sock'), '-f', '/dev/null', ...words], {
      env: { ...isolatedEnv(folder), TERM: 'xterm-256color', ...run.env },
      extendEnv: false,
    });
    return stdout;
  };
  await tmux('new-session', '-d', '-x', String(run.columns ?? 120), '-y', String(run.rows ?? 50), 'bash', file);
  return sessionOf({ tmux, close: async () => endSession(tmux, folder) });
}

type Tmux = (...words: readonly string[]) => Promise<string>;

function sessionOf({ tmux, close }: { readonly tmux: Tmux; readonly close: () => Promise<void> }): TerminalSession {
  const screen: TerminalSession['screen'] = async (options) => {
    const text = await tmux('capture-pane', '-p', '-J', '-S', '-', ...(options?.colour === true ? ['-e'] : []));
    return text.trimEnd();
  };
  const waitFor: TerminalSession['waitFor'] = async (text, timeoutSeconds = 15) => {
    const deadline = performance.now() + timeoutSeconds * 1000;
    for (;;) {
      const seen = await screen();
      if (typeof text === 'string' ? seen.includes(text) : text.test(seen)) return seen;
      if (performance.now() > deadline) throw new Error(`The terminal never showed ${String(text)}. It shows:\n${seen}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    press: async (...keys) => {
      await tmux('send-keys', ...keys);
    },
    screen,
    waitFor,
    resize: async (columns, rows) => {
      await tmux('resize-window', '-x', String(columns), '-y', String(rows));
    },
    kill: async (signal) => {
      const { stdout } = await execa('pgrep', ['-P', await tmux('display-message', '-p', '#{pane_pid}')]);
      process.kill(Number(stdout), signal);
    },
    isAsBefore: async () => (await tmux('display-message', '-p', '#{cursor_flag} #{alternate_on}')) === '1 0',
    exitCode: async (timeoutSeconds) => Number(endMark.exec(await waitFor(endMark, timeoutSeconds))?.[1]),
    close,
  };
}

async function endSession(tmux: Tmux, folder: string): Promise<void> {
  await tmux('kill-server').catch(() => 'already gone');
  await removeFolder(folder);
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
