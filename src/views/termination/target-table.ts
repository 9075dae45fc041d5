import type { SweepObstacle } from '../../domain/sweep-obstacles.ts';
import type { PlannedTarget } from '../../domain/termination/termination-plan.ts';
import { formatAge, formatHourly, formatUsd } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { renderTable, type TableColumn } from '../table.ts';
import { wrap } from '../wrap.ts';

interface Cell extends TableColumn {
  readonly of: (target: PlannedTarget, screen: Screen) => string;
}

const instance: Cell = { header: 'INSTANCE', of: ({ id }) => id };
const agent: Cell = { header: 'AGENT', of: ({ logicalAgentId }) => printable(logicalAgentId ?? '-') };
const why: Cell = { header: 'UNWANTED AS', of: (target) => whyText(target) };
const state: Cell = { header: 'AWS', of: (target) => target.state ?? 'absent' };
const zone: Cell = { header: 'ZONE', of: ({ az }) => printable(az ?? '-') };
const type: Cell = { header: 'TYPE', of: (target) => typeText(target) };
const age: Cell = { header: 'RUNS FOR', of: ({ launchedAt }, { now }) => formatAge(launchedAt, now) };
const hourly: Cell = { header: '$/HOUR', alignsRight: true, of: ({ usdPerHour }) => formatHourly(usdPerHour) };
const wasted: Cell = { header: 'WASTED', alignsRight: true, of: ({ wastedUsd }) => formatUsd(wastedUsd) };

const narrow = [instance, why, state, hourly, wasted];
const wide = [instance, agent, why, state, zone, type, age, hourly, wasted];

const obstacles: Readonly<Record<SweepObstacle, string>> = {
  'ended-in-ec2': 'it has ended in EC2',
  'absent-in-ec2': 'EC2 does not show it',
  'booked-terminated': 'the backend books it as ended, and the sweep looks no further',
  'pointed-at': 'an agent names it as its instance',
  'claims-primary': 'it is marked as primary',
  'still-active': 'it is still marked active, and the sweep passes over what is',
  'no-agent': 'no agent is known to sweep it',
  'auto-terminate-off': 'auto-terminate is off for its agent',
  'other-region': 'the sweep looks in the region of its agent, which is another',
  'agent-not-online': 'its agent is not online',
  waiting: 'its wait is not over',
  attempted: 'a termination was tried and never confirmed',
  'sweep-fails': 'the endpoint that offers it to its agent fails',
  'not-taken': 'it is offered, and its agent has not taken it',
  'not-offered': 'the sweep does not offer it',
};

/** The targets of a plan: one line each where the screen is wide enough, else the rest of each below it. */
export function targetTable(targets: readonly PlannedTarget[], screen: Screen): string {
  const whole = linesOf(targets, { columns: wide, screen });
  const isWide = whole.every((line) => screen.widthOf(line) <= screen.columns);
  const [header = '', ...rows] = isWide ? whole : linesOf(targets, { columns: narrow, screen });
  const told = rows.map((row, position) => {
    const target = targets[position];
    return target === undefined ? row : `${row}\n${belowRow(target, { isWide, screen })}`;
  });
  return `${header}\n${told.join('')}`;
}

/** Facts of one target in one line: for a candidate that is left alone. */
export function targetFacts(target: PlannedTarget, screen: Screen): string {
  const { usdPerHour, state: inCloud } = target;
  const price = usdPerHour === null ? [] : [`${formatHourly(usdPerHour)} an hour`];
  return [whyText(target), inCloud ?? 'absent', ...price, ...placeFacts(target, screen)].join(' · ');
}

function linesOf(
  targets: readonly PlannedTarget[],
  { columns, screen }: { readonly columns: readonly Cell[]; readonly screen: Screen },
): readonly string[] {
  const rows = targets.map((target) => columns.map(({ of }) => of(target, screen)));
  return renderTable({ columns, rows, screen }).trimEnd().split('\n');
}

function belowRow(target: PlannedTarget, { isWide, screen }: { readonly isWide: boolean; readonly screen: Screen }): string {
  const facts = isWide ? [] : [placeFacts(target, screen).join(' · ')];
  const reason = target.notSweptBecause === null ? [] : [`not swept: ${obstacles[target.notSweptBecause]}`];
  return [...facts, ...reason].map((text) => dimmed(wrap(text, { first: '  ', screen }), screen)).join('');
}

function placeFacts(target: PlannedTarget, { now }: Screen): readonly string[] {
  const { logicalAgentId, az, region, launchedAt } = target;
  return [
    logicalAgentId === null ? 'no agent' : `agent ${printable(logicalAgentId)}`,
    printable(az ?? region),
    ...(target.instanceType === null ? [] : [typeText(target)]),
    ...(launchedAt === null ? [] : [`runs for ${formatAge(launchedAt, now)}`]),
  ];
}

function typeText({ instanceType, lifecycle }: PlannedTarget): string {
  return [printable(instanceType ?? '-'), ...(lifecycle === null ? [] : [lifecycle])].join(' ');
}

function whyText({ why: reason, standing }: PlannedTarget): string {
  if (reason !== 'named') return reason;
  return standing === 'unknown' ? 'named' : `named ${standing}`;
}

function dimmed(lines: string, { paint }: Screen): string {
  return lines.replace(/^(.+)$/gmu, (line) => paint('dim', line));
}
