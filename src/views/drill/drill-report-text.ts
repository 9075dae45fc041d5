import type { CleanedUp, DrillReport } from '../../domain/drill/drill-report.ts';
import type { StepResult } from '../../domain/drill/drill-step.ts';
import { formatCount, formatDuration } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen, Style } from '../screen.ts';
import { wrap } from '../wrap.ts';
import { cleanedText, OUTCOME_WORDS } from './drill-progress.ts';

const MARKS: Readonly<Record<StepResult['outcome'], readonly [Style, string]>> = {
  proven: ['green', '✓'],
  unproven: ['yellow', '?'],
  failed: ['red', '✗'],
  expired: ['red', '✗'],
  interrupted: ['yellow', '!'],
  'not-reached': ['dim', '·'],
};

const CLEANED: Readonly<Record<CleanedUp['outcome'], readonly [Style, string]>> = {
  done: ['green', '✓'],
  kept: ['dim', '·'],
  left: ['yellow', '!'],
  failed: ['red', '✗'],
};

/** A drill for reading: each step with what every source said of it and where to look, what was put back, and the verdict. */
export function drillReportText(report: DrillReport, screen: Screen): string {
  const { agent, client, account, region, steps, cleanup } = report;
  const title = `Drill of agent ${agent.logicalAgentId} · client ${client.name} · account ${account} · ${region}`;
  return [
    wrap(printable(title), { first: '', screen }),
    '\n',
    ...steps.map((step, position) => stepText(step, { position, screen })),
    cleanup.length === 0 ? '' : `\n${screen.paint('bold', 'Afterwards')}\n`,
    ...cleanup.map((item) => cleanupText(item, screen)),
    '\n',
    verdict(report, screen),
  ].join('');
}

function stepText(step: StepResult, { position, screen }: { readonly position: number; readonly screen: Screen }): string {
  const [style, mark] = MARKS[step.outcome];
  const { proof, detail, lookAt } = step;
  const took = secondsOf(step);
  const words = [`${position + 1}`, step.title, ...(step.outcome === 'proven' ? [] : [`(${OUTCOME_WORDS[step.outcome]})`])].join(' ');
  const time = took === null ? '' : `  ${screen.paint('dim', `${formatDuration(took)} of ${formatDuration(step.limitSeconds)}`)}`;
  const sources = Object.entries(proof).flatMap(([source, text]) => (text === null ? [] : [[source, text] as const]));
  return [
    `${screen.paint(style, mark)} ${words}${time}\n`,
    detail === null ? '' : wrap(printable(detail), { first: '    ', screen }),
    ...sources.map(([source, text]) => proofText(source, { text, screen })),
    ...lookAt.map((text) => wrap(printable(text), { first: '    → ', screen })),
  ].join('');
}

/** A line for each instance a source speaks of. */
function proofText(source: string, { text, screen }: { readonly text: string; readonly screen: Screen }): string {
  const lines = text.split('; ');
  return lines
    .map((line, position) => wrap(printable(line), { first: `    ${(position === 0 ? source : '').padEnd(8)}  `, screen }))
    .join('');
}

function secondsOf({ startedAt, endedAt }: StepResult): number | null {
  return startedAt === null || endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000;
}

/** What became of one part, and the command that goes on. */
export function cleanupText(item: CleanedUp, screen: Screen): string {
  const [style, mark] = CLEANED[item.outcome];
  const next = item.next === null ? '' : wrap(printable(`Next: ${item.next}`), { first: '  ', screen });
  return wrap(printable(cleanedText(item)), { first: `${screen.paint(style, mark)} `, screen }) + next;
}

function verdict({ outcome, steps, startedAt, endedAt }: DrillReport, screen: Screen): string {
  const proven = steps.filter((step) => step.outcome === 'proven').length;
  const took = formatDuration((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
  const of = `${proven} of ${formatCount(steps.length, 'step')} proven in ${took}`;
  const stopped = steps.findIndex((step) => step.outcome !== 'proven');
  const at = stopped === -1 ? '' : `step ${stopped + 1}, ${steps[stopped]?.title ?? ''}`;
  const said: Readonly<Record<DrillReport['outcome'], readonly [Style, string, string]>> = {
    planned: ['dim', '·', 'Nothing was done.'],
    passed: ['green', '✓', `The flow works: ${of}.`],
    failed: ['red', '✗', `The flow fails at ${at}: ${of}.`],
    expired: ['red', '✗', `The flow stops at ${at}: its time ran out; ${of}.`],
    incomplete: ['yellow', '?', `Not proven: ${at}; ${of}.`],
    interrupted: ['yellow', '!', `Interrupted at ${at}: ${of}.`],
  };
  const [style, mark, text] = said[outcome];
  return wrap(printable(text), { first: `${screen.paint(style, mark)} `, screen });
}
