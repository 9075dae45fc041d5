import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export interface ChildCommand {
  readonly command: string;
  readonly arguments: readonly string[];
  /** This program's own where left out. */
  readonly environment?: NodeJS.ProcessEnv;
}

const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;
/** At a terminal these reach the child without help, since it is in the same foreground group. */
const SENT_BY_TERMINAL: readonly string[] = ['SIGINT', 'SIGQUIT'];

export interface ChildEnd {
  readonly exitCode: number;
  /** Why it did not start; `null` where it did. */
  readonly problem: 'not found' | 'not executable' | null;
}

/**
 * Runs a program with this one's input and output and answers with its exit code as a shell would: 127 where it is not
 * found, 126 where it may not be run, 128 and the signal's number where a signal ended it. Signals to this program go to it.
 */
export async function runChild({ command, arguments: words, environment }: ChildCommand): Promise<ChildEnd> {
  const { promise, resolve, reject } = Promise.withResolvers<ChildEnd>();
  // Before the child runs: a signal that comes while it starts must not end this program without it.
  const stop = forwardSignals((signal) => child.kill(signal));
  const child = spawn(command, words, { stdio: 'inherit', ...(environment === undefined ? {} : { env: environment }) });
  child.once('error', (error) => {
    const end = endOf('code' in error ? error.code : null);
    if (end === null) reject(error);
    else resolve(end);
  });
  child.once('exit', (code, signal) => {
    resolve({ exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), problem: null });
  });
  return promise.finally(stop);
}

function forwardSignals(send: (signal: NodeJS.Signals) => void): () => void {
  const forward = (signal: NodeJS.Signals) => {
    if (process.stdin.isTTY && SENT_BY_TERMINAL.includes(signal)) return;
    send(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  return () => {
    for (const signal of FORWARDED) process.off(signal, forward);
  };
}

function endOf(code: unknown): ChildEnd | null {
  if (code === 'ENOENT') return { exitCode: 127, problem: 'not found' };
  return code === 'EACCES' || code === 'ENOEXEC' ? { exitCode: 126, problem: 'not executable' } : null;
}
