import { spawnSync } from 'node:child_process';

export interface Program {
  readonly command: string;
  readonly words: readonly string[];
  /** Exit codes of a run that did what is measured. */
  readonly exitCodes: readonly number[];
}

export interface Run {
  readonly seconds: number;
  /** The most memory it held, for a program on Node; else 0. */
  readonly peakMb: number;
}

const KB_PER_MB = 1024;
/** Told on the fourth channel as the program ends: nothing else knows the peak of a process that is gone. */
const TELL_PEAK =
  "data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))";

export function spotctl(...words: readonly string[]): Program {
  const bin = new URL('../../bin/run.js', import.meta.url).pathname;
  return { command: process.execPath, words: ['--import', TELL_PEAK, bin, ...words], exitCodes: [0, 1, 3] };
}

/** Runs it once, its output thrown away. */
export function runOnce({ command, words, exitCodes }: Program, env: Readonly<Record<string, string>>): Run {
  const startedAt = performance.now();
  const { status, stderr, output } = spawnSync(command, words, { env, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const seconds = (performance.now() - startedAt) / 1000;
  if (status === null || !exitCodes.includes(status)) throw new Error(`${words.join(' ')} ended with ${status}:\n${stderr.toString()}`);
  return { seconds, peakMb: Number(output[3]?.toString() ?? 0) / KB_PER_MB };
}
