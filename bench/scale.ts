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
  /** `null`: shown beside the others, and no budget of its own. */
  readonly budget: number | null;
  readonly unit: string;
}

const aws: Program = { command: 'aws', words: ['ec2', 'describe-instances', '--region', REGION_OF_ALL], exitCodes: [0] };
const list = spotctl('instances', '--json');
const zombies = spotctl('zombies', '--json');
const doctor = spotctl('doctor', '--json');
const plan = spotctl('zombies', '--terminate', '--dry-run', '--allow-managed', '--max-count', String(LARGE), '--json');
const streamed = ['tsv', 'csv', 'json'].map((format) => spotctl('instances', '-o', format));

const small = await startCannedServer(SMALL);
const [awsRuns = [], listRuns = [], zombieRuns = [], doctorRuns = [], planRuns = []] = rounds(
  [aws, list, zombies, doctor, plan],
  small.env,
);
const smallStreams = rounds(streamed, small.env);
small.stop();
const large = await startCannedServer(LARGE);
const [largeList = [], largeZombies = [], largeDoctor = [], largePlans = []] = rounds([list, zombies, doctor, plan], large.env);
const largeStreams = rounds(streamed, large.env);
large.stop();

const measures: readonly Measure[] = [
  ...timesBeside('aws ec2 describe-instances', { title: `instances --json, ${SMALL}`, runs: listRuns, baselines: awsRuns, budget: 0.1 }),
  { title: `instances --json, ${SMALL}: peak`, value: peakOf(listRuns), budget: 200, unit: ' MB' },
  ...timesBeside('aws ec2 describe-instances', { title: `doctor --json, ${SMALL}`, runs: doctorRuns, baselines: awsRuns, budget: 0.25 }),
  { title: `doctor --json, ${SMALL}: peak`, value: peakOf(doctorRuns), budget: 250, unit: ' MB' },
  ...timesBeside(`${SMALL}`, { title: `instances --json, ${LARGE}`, runs: largeList, baselines: listRuns, budget: 10.5 }),
  ...timesBeside(`${SMALL}`, { title: `zombies --json, ${LARGE}`, runs: largeZombies, baselines: zombieRuns, budget: 10.5 }),
  ...timesBeside(`${SMALL}`, { title: `doctor --json, ${LARGE}`, runs: largeDoctor, baselines: doctorRuns, budget: 10.5 }),
  ...timesBeside(`${SMALL}`, { title: `zombies --terminate --dry-run, ${LARGE}`, runs: largePlans, baselines: planRuns, budget: 10.5 }),
  ...['tsv', 'csv', 'json'].map((format, index) => ({
    title: `instances -o ${format}, ${LARGE} beside ${SMALL}: peak`,
    value: peakOf(largeStreams[index] ?? []) / peakOf(smallStreams[index] ?? []),
    budget: 1.3,
    unit: '×',
  })),
];

console.log('MEASURED    BUDGET      WHAT');
for (const { title, value, budget, unit } of measures) {
  const measured = `${show(value, unit)}${isMissed({ value, budget }) ? ' !' : ''}`;
  console.log(`${measured.padEnd(12)}${(budget === null ? '-' : show(budget, unit)).padEnd(12)}${title}`);
}
const measured = { aws: awsRuns, instances: listRuns, zombies: zombieRuns, doctor: doctorRuns, 'large instances': largeList };
console.log(
  `Medians of ${ROUNDS} rounds in seconds of the clock and of the processors: ${Object.entries(measured)
    .map(
      ([name, runs]) =>
        `${name} ${medianOf(runs.map((run) => run.seconds)).toFixed(2)} and ${medianOf(runs.map((run) => run.cpuSeconds)).toFixed(2)}`,
    )
    .join(', ')}.`,
);
const missed = measures.filter(isMissed);
console.log(missed.length === 0 ? 'Every budget is kept.' : `${missed.length} of ${measures.length} budgets are missed.`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** The programs in turn, round after round; the runs of each. One run of each before that warms files and caches. */
function rounds(programs: readonly Program[], env: Readonly<Record<string, string>>): readonly (readonly Run[])[] {
  for (const program of programs) if (program !== aws) runOnce(program, env);
  const all = Array.from({ length: ROUNDS }, () => programs.map((program) => runOnce(program, env)));
  return programs.map((_, index) => all.flatMap((runs) => runs[index] ?? []));
}

/**
 * By the clock, and by the processors' time, which other programs change less: compilers and collectors work beside the program and
 * are in it. By pair: what was slow for one was slow for the other.
 */
function timesBeside(
  other: string,
  pairs: { readonly title: string; readonly runs: readonly Run[]; readonly baselines: readonly Run[]; readonly budget: number },
): readonly Measure[] {
  const { title, runs, baselines, budget } = pairs;
  const ratioOf = (kind: 'seconds' | 'cpuSeconds'): number =>
    medianOf(runs.map((run, round) => run[kind] / (baselines[round]?.[kind] ?? Number.NaN)));
  return [
    { title: `${title} beside ${other}: time`, value: ratioOf('seconds'), budget, unit: '×' },
    { title: `${title} beside ${other}: processor time`, value: ratioOf('cpuSeconds'), budget: null, unit: '×' },
  ];
}

function isMissed({ value, budget }: Pick<Measure, 'value' | 'budget'>): boolean {
  return budget !== null && !(value <= budget);
}

function peakOf(runs: readonly Run[]): number {
  return medianOf(runs.map(({ peakMb }) => peakMb));
}

function show(value: number, unit: string): string {
  return `${unit === '×' ? value.toFixed(3) : value.toFixed(0)}${unit}`;
}
