import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { budgets, WITHOUT_DATABASE } from './budgets.ts';
import { medianOf, type PairTimes, type Timed, timePair } from './time-pairs.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 21);
const WARM_UPS = 3;

const bin = join(import.meta.dirname, '../bin/run.js');
const bareNode: Timed = { words: ['-e', '0'], exitCode: 0 };
interface Case {
  readonly title: string;
  readonly command: Timed;
  readonly baseline: Timed;
  readonly budget: number | null;
}

const zombies: Timed = { words: [bin, 'zombies'], exitCode: 0, env: WITHOUT_DATABASE };
const aws: Timed = { program: 'aws', words: ['ec2', 'describe-instances'], exitCode: 0 };
const boto3: Timed = { program: 'python3', words: ['-c', "import boto3; boto3.client('ec2').describe_instances()"], exitCode: 0 };
const hasAws = spawnSync('aws', ['--version']).status === 0;
const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;

const cases: readonly Case[] = [
  { title: 'node -e 0 (noise)', command: bareNode, baseline: bareNode, budget: null },
  ...budgets.map(({ words, exitCode, env, ratio }) => ({
    title: `spotctl ${words.join(' ')}`,
    command: { words: [bin, ...words], exitCode, env: env ?? {} },
    baseline: bareNode,
    budget: ratio,
  })),
  // What else asks EC2, where it is on this machine.
  ...(hasAws ? [{ title: 'aws ec2 describe-instances', command: aws, baseline: bareNode, budget: null }] : []),
  ...(hasBoto3 ? [{ title: 'boto3: describe_instances()', command: boto3, baseline: bareNode, budget: null }] : []),
  ...(hasAws ? [{ title: 'spotctl zombies, beside that aws', command: zombies, baseline: aws, budget: 0.2 }] : []),
];

const measured = cases.map((one) => ({ ...one, pairs: timeAll(one) }));
console.log('RATIO   BUDGET  MEDIAN MS  BESIDE MS  COMMAND');
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
      .padStart(11),
  ];
  console.log(`${columns.join('')}  ${title}`);
}
const missed = measured.filter(({ budget, pairs }) => isMissed(ratioOf(pairs), budget));
console.log(
  missed.length === 0
    ? 'Every budget is kept.'
    : `${missed.length} of ${cases.filter(({ budget }) => budget !== null).length} budgets are missed.`,
);
process.exitCode = missed.length === 0 ? 0 : 1;

function timeAll({ baseline, command }: Case): readonly PairTimes[] {
  for (let round = 0; round < WARM_UPS; round += 1) timePair({ baseline, command, round });
  return Array.from({ length: ROUNDS }, (_, round) => timePair({ baseline, command, round }));
}

function ratioOf(pairs: readonly PairTimes[]): number {
  return medianOf(pairs.map(({ baselineMs, commandMs }) => commandMs / baselineMs));
}

function isMissed(ratio: number, budget: number | null): boolean {
  return budget !== null && ratio > budget;
}
