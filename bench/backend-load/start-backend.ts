import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CLOCK_TICKS_PER_SECOND = 100;

export interface LoadedBackend {
  readonly origin: string;
  /** Processor time that it has used so far; null where the system does not tell. */
  readonly cpuSeconds: () => number | null;
  readonly stop: () => Promise<void>;
}

/** The built `backend serve` as a process of its own, with its log switched off or to a pipe that nobody reads slowly. */
export async function startBackend(databaseUrl: string): Promise<LoadedBackend> {
  const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
  const level = process.env['BENCH_LOG_LEVEL'] ?? 'info';
  const args = [bin, 'backend', 'serve', '--port', '0', '--log-level', level, '--database', databaseUrl];
  const backend = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  backend.stderr.resume();
  return {
    origin: await addressOf(backend),
    cpuSeconds: () => cpuSecondsOf(backend.pid),
    stop: async () => {
      const ended = once(backend, 'exit');
      backend.kill('SIGTERM');
      await ended;
    },
  };
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of stdout ?? []) {
    said += String(chunk);
    const found = /Serving (\S+)/.exec(said)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`The backend did not start: ${said}`);
}

function cpuSecondsOf(pid: number | undefined): number | null {
  if (process.platform !== 'linux' || pid === undefined) return null;
  const [, fields = ''] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) / CLOCK_TICKS_PER_SECOND;
}
