import { spawnSync } from 'node:child_process';

export interface Program {
  readonly command: string;
  readonly words: readonly string[];
  /** Exit codes of a run that did what is measured. */
  readonly exitCodes: readonly number[];
}

export interface Run {
  readonly seconds: number;
  /** What it kept the processors busy for, with all it started: what else the machine does changes it least. */
  readonly cpuSeconds: number;
  /** The most memory it held, for a program on Node; else 0. */
  readonly peakMb: number;
}

const KB_PER_MB = 1024;
/** Told on the fourth channel as the program ends: nothing else knows the peak of a process that is gone. */
const TELL_PEAK =
  "data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,process.resourceUsage().maxRSS+' KB\\n'))";

export function spotctl(...words: readonly string[]): Program {
  const bin = new URL('../../bin/run.js', import.meta.url).pathname;
  return { command: process.execPath, words: ['--import', TELL_PEAK, bin, ...words], exitCodes: [0, 1, 3] };
}

/** Runs its words, then tells on the fourth channel how long its children kept the processors busy. */
const TELL_CPU = '"$@"; code=$?; times >&3; exit $code';

/** Runs it once, its output thrown away. */
export function runOnce({ command, words, exitCodes }: Program, env: Readonly<Record<string, string>>): Run {
  const startedAt = performance.now();
  const { status, stderr, output } = spawnSync('sh', ['-c', TELL_CPU, 'sh', command, ...words], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const seconds = (performance.now() - startedAt) / 1000;
  if (status === null || !exitCodes.includes(status)) throw new Error(`${words.join(' ')} ended with ${status}:\n${stderr.toString()}`);
  const told = output[3]?.toString() ?? '';
  return { seconds, cpuSeconds: cpuSecondsIn(told), peakMb: Number(/^(\d+) KB$/m.exec(told)?.[1] ?? 0) / KB_PER_MB };
}

/** User and system time of the children: the second line that `times` prints, as `0m1.230000s 0m0.140000s`. */
function cpuSecondsIn(told: string): number {
  const spans = [...told.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds));
  return (spans[2] ?? Number.NaN) + (spans[3] ?? Number.NaN);
}
