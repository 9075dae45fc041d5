import { join } from 'node:path';
import { budgets } from './budgets.ts';
import { medianOf, type PairTimes, type Timed, timePair } from './time-pairs.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 21);
const WARM_UPS = 3;

const bin = join(import.meta.dirname, '../bin/run.js');
const bareNode: Timed = { words: ['-e', '0'], exitCode: 0 };
const cases = [
  { title: 'node -e 0 (noise)', command: bareNode, budget: null },
  ...budgets.map(({ words, exitCode, env, ratio }) => ({
    title: `spotctl ${words.join(' ')}`,
    command: { words: [bin, ...words], exitCode, env: env ?? {} },
    budget: ratio,
  })),
];

const measured = cases.map((one) => ({ ...one, pairs: timeAll(one.command) }));
console.log('RATIO   BUDGET  MEDIAN MS  NODE MS  COMMAND');
for (const { title, budget, pairs } of measured) {
  const ratio = ratioOf(pairs);
  const columns = [
    `${ratio.toFixed(2)} ${isMissed(ratio, budget) ? '×' : ' '}`.padEnd(8),
    (budget?.toFixed(2) ?? '-').padEnd(8),
    medianOf(pairs.map(({ commandMs }) => commandMs))
      .toFixed(1)
      .padStart(9),
    medianOf(pairs.map(({ baselineMs }) => baselineMs))
      .toFixed(1)
      .padStart(9),
  ];
  console.log(`${columns.join('')}  ${title}`);
}
const missed = measured.filter(({ budget, pairs }) => isMissed(ratioOf(pairs), budget));
console.log(missed.length === 0 ? 'Every budget is kept.' : `${missed.length} of ${budgets.length} budgets are missed.`);
process.exitCode = missed.length === 0 ? 0 : 1;

function timeAll(command: Timed): readonly PairTimes[] {
  for (let round = 0; round < WARM_UPS; round += 1) timePair({ baseline: bareNode, command, round });
  return Array.from({ length: ROUNDS }, (_, round) => timePair({ baseline: bareNode, command, round }));
}

function ratioOf(pairs: readonly PairTimes[]): number {
  return medianOf(pairs.map(({ baselineMs, commandMs }) => commandMs / baselineMs));
}

function isMissed(ratio: number, budget: number | null): boolean {
  return budget !== null && ratio > budget;
}
