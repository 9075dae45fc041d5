import { hourlySavingOf, type PlannedTarget, type TerminationPlan } from '../../domain/termination/termination-plan.ts';
import { formatAge, formatCount, formatHourly, formatUsd } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { renderTable } from '../table.ts';
import { leftBehindText } from './left-behind-text.ts';
import type { Permission } from './termination-plan-document.ts';

/** The plan as the operator reads it before the question: what, where, for whom, what it saves, and what was left out and why. */
export function terminationPlanText(plan: TerminationPlan, screen: Screen): string {
  const targets = plan.targets.length === 0 ? '' : `${targetTable(plan, screen)}${notes(plan, screen)}`;
  return `${headline(plan, screen)}${targets}${leftOutText(plan, screen)}`;
}

/** Candidates that are not part of the plan, each with the reason and the flag that would lift it. */
export function leftOutText({ refusals, undecided, unseen }: TerminationPlan, { paint }: Screen): string {
  const refused = refusals.map(({ id, reason, hint }) => {
    return `${paint('yellow', '!')} ${id} is left alone: ${printable(reason)}.\n  Next: ${printable(hint)}\n`;
  });
  const unknown = undecided.map(
    ({ id, reason }) => `${paint('yellow', '!')} ${id} is left alone, its state is unknown: ${printable(reason)}.\n`,
  );
  const blind = unseen.map(
    ({ source, why }) => `${paint('yellow', '!')} ${source} could not be read, so something may be missing here: ${printable(why)}\n`,
  );
  return [...refused, ...unknown, ...blind].join('');
}

export function permissionText(permission: Permission, { paint }: Screen): string {
  const lines = [...(permission ?? [])].map(([region, seen]) => {
    if (!seen.ok) return `${paint('yellow', '!')} Whether EC2 permits it in ${region} is not known: ${printable(seen.why)}\n`;
    return seen.value
      ? `${paint('green', '✓')} EC2 permits it in ${region}.\n`
      : `${paint('red', '✗')} EC2 does not permit it in ${region}.\n`;
  });
  return lines.join('');
}

function headline({ targets, account, client }: TerminationPlan, { paint }: Screen): string {
  const place = `account ${account}, client ${printable(client.name)}`;
  if (targets.length === 0) return `Nothing to terminate in ${place}.\n`;
  const doomed = targets.filter(({ action }) => action === 'terminate');
  const regions = [...new Set(targets.map(({ region }) => region))].join(', ');
  const ended = targets.length - doomed.length;
  const counts = [
    ...(doomed.length > 0 ? [`${formatCount(doomed.length, 'instance')} to terminate`] : []),
    ...(ended > 0 ? [`${formatCount(ended, 'instance')} already ending or gone, to be reported`] : []),
  ];
  const saving = doomed.length === 0 ? '' : `, saving ${savingText(doomed)}`;
  return `${paint('bold', `${counts.join(', ')}: ${place}, ${regions}${saving}`)}\n`;
}

function savingText(doomed: readonly PlannedTarget[]): string {
  const unpriced = doomed.filter(({ usdPerHour }) => usdPerHour === null).length;
  const saving = hourlySavingOf(doomed);
  if (saving === null) return 'an amount that no source knows';
  return `${formatHourly(saving)} an hour${unpriced === 0 ? '' : ` and what ${unpriced} of unknown price cost`}`;
}

const columns = [
  { header: 'INSTANCE' },
  { header: 'AGENT' },
  { header: 'UNWANTED AS' },
  { header: 'AWS' },
  { header: 'ZONE' },
  { header: 'RUNS FOR' },
  { header: '$/HOUR', alignsRight: true },
  { header: 'WASTED', alignsRight: true },
] as const;

function targetTable({ targets }: TerminationPlan, screen: Screen): string {
  const rows = targets.map((target) => [
    target.id,
    printable(target.logicalAgentId ?? '-'),
    target.why,
    target.state ?? 'absent',
    printable(target.az ?? '-'),
    formatAge(target.launchedAt, screen.now),
    formatHourly(target.usdPerHour),
    formatUsd(target.wastedUsd),
  ]);
  return renderTable({ columns, rows, screen });
}

function notes({ targets }: TerminationPlan, { paint }: Screen): string {
  const lines = targets.flatMap((target) => noteOf(target).map((note) => `${paint('dim', '·')} ${target.id} ${note}\n`));
  return lines.join('');
}

function noteOf({ spotRequest, protection, leftBehind, agentId, id }: PlannedTarget): readonly string[] {
  const behind = leftBehindText(leftBehind);
  return [
    ...(spotRequest?.type === 'persistent' ? [`has a persistent spot request, ${spotRequest.id}: it is cancelled first.`] : []),
    ...(spotRequest?.type === 'unknown'
      ? [`has a spot request, ${spotRequest.id}, that EC2 did not show: a persistent one would launch a new instance.`]
      : []),
    ...(protection === 'on' ? [`is protected: --unprotect ${id} lifts that.`] : []),
    ...(protection === 'unknown' ? ['may be protected: EC2 did not tell.'] : []),
    ...(behind === null ? [] : [`leaves behind, and goes on costing: ${behind}.`]),
    ...(agentId === null ? ['has no agent in any source, so its end cannot be reported.'] : []),
  ];
}
