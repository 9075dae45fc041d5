import { spawnSync } from 'node:child_process';

/** A program and its words; without a name it is the Node that runs the bench. */
export interface Timed {
  readonly program?: string;
  readonly words: readonly string[];
  readonly exitCode: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface PairTimes {
  readonly baselineMs: number;
  readonly commandMs: number;
}

/** Runs the two in turn, once each. The order within a pair alternates with the round, so that neither gains by it. */
export function timePair({ baseline, command, round }: { baseline: Timed; command: Timed; round: number }): PairTimes {
  if (round % 2 === 0) return { baselineMs: timeOf(baseline), commandMs: timeOf(command) };
  const commandMs = timeOf(command);
  return { baselineMs: timeOf(baseline), commandMs };
}

function timeOf({ program = process.execPath, words, exitCode, env }: Timed): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(program, words, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const tookMs = performance.now() - startedAt;
  if (status !== exitCode)
    throw new Error(`${program} ${words.join(' ')} ended with ${status}, expected ${exitCode}:\n${stderr.toString()}`);
  return tookMs;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
