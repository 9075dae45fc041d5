import { medianOf } from './time-pairs.ts';
import { REGION_OF_ALL } from './scale/canned-ec2.ts';
import { type Program, type Run, runOnce, spotctl } from './scale/run.ts';
import { startCannedServer } from './scale/start-canned-server.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const SMALL = 10_000;
const LARGE = 100_000;

interface Measure {
  readonly title: string;
  readonly value: number;
  readonly budget: number;
  readonly unit: string;
}

const aws: Program = { command: 'aws', words: ['ec2', 'describe-instances', '--region', REGION_OF_ALL], exitCodes: [0] };
const list = spotctl('instances', '--json');
const doctor = spotctl('doctor', '--json');
const streamed = [spotctl('instances', '-o', 'tsv'), spotctl('instances', '-o', 'csv')];

const small = await startCannedServer(SMALL);
const beside = rounds([aws, list, doctor], small.env);
const smallStreams = rounds(streamed, small.env);
small.stop();
const large = await startCannedServer(LARGE);
const [largeList = []] = rounds([list], large.env);
const largeStreams = rounds(streamed, large.env);
large.stop();

const [awsRuns = [], listRuns = [], doctorRuns = []] = beside;
const measures: readonly Measure[] = [
  {
    title: `instances --json, ${SMALL}: time beside aws ec2 describe-instances`,
    value: ratioOf(listRuns, awsRuns),
    budget: 0.1,
    unit: '×',
  },
  { title: `instances --json, ${SMALL}: peak`, value: peakOf(listRuns), budget: 200, unit: ' MB' },
  {
    title: `doctor --json, ${SMALL}: time beside aws ec2 describe-instances`,
    value: ratioOf(doctorRuns, awsRuns),
    budget: 0.25,
    unit: '×',
  },
  { title: `doctor --json, ${SMALL}: peak`, value: peakOf(doctorRuns), budget: 250, unit: ' MB' },
  { title: `instances --json, ${LARGE} beside ${SMALL}: time`, value: ratioOf(largeList, listRuns), budget: 10.5, unit: '×' },
  ...['tsv', 'csv'].map((format, index) => ({
    title: `instances -o ${format}, ${LARGE} beside ${SMALL}: peak`,
    value: peakOf(largeStreams[index] ?? []) / peakOf(smallStreams[index] ?? []),
    budget: 1.3,
    unit: '×',
  })),
];

console.log('MEASURED    BUDGET      WHAT');
for (const { title, value, budget, unit } of measures) {
  const measured = `${show(value, unit)}${value > budget ? ' !' : ''}`;
  console.log(`${measured.padEnd(12)}${show(budget, unit).padEnd(12)}${title}`);
}
const seconds = { aws: secondsOf(awsRuns), instances: secondsOf(listRuns), doctor: secondsOf(doctorRuns), large: secondsOf(largeList) };
console.log(
  `Medians of ${ROUNDS} rounds in seconds: ${Object.entries(seconds)
    .map(([name, value]) => `${name} ${value.toFixed(2)}`)
    .join(', ')}.`,
);
const missed = measures.filter(({ value, budget }) => !(value <= budget));
console.log(missed.length === 0 ? 'Every budget is kept.' : `${missed.length} of ${measures.length} budgets are missed.`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** The programs in turn, round after round; the runs of each. One run of each before that warms files and caches. */
function rounds(programs: readonly Program[], env: Readonly<Record<string, string>>): readonly (readonly Run[])[] {
  for (const program of programs) if (program !== aws) runOnce(program, env);
  const all = Array.from({ length: ROUNDS }, () => programs.map((program) => runOnce(program, env)));
  return programs.map((_, index) => all.flatMap((runs) => runs[index] ?? []));
}

/** By pair: what was slow for one was slow for the other. */
function ratioOf(runs: readonly Run[], baselines: readonly Run[]): number {
  return medianOf(runs.map(({ seconds: took }, round) => took / (baselines[round]?.seconds ?? Number.NaN)));
}

function peakOf(runs: readonly Run[]): number {
  return medianOf(runs.map(({ peakMb }) => peakMb));
}

function secondsOf(runs: readonly Run[]): number {
  return medianOf(runs.map(({ seconds: took }) => took));
}

function show(value: number, unit: string): string {
  return `${unit === '×' ? value.toFixed(3) : value.toFixed(0)}${unit}`;
}
