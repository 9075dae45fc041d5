import { hourlySavingOf, type PlannedTarget, type TerminationPlan } from '../../domain/termination/termination-plan.ts';
import { formatCount, formatHourly } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';
import { leftBehindText } from './left-behind-text.ts';
import { targetFacts, targetTable } from './target-table.ts';
import type { Permission } from './termination-plan-document.ts';

/** The plan as the operator reads it before the question: what, where, for whom, what it saves, and what was left out and why. */
export function terminationPlanText(plan: TerminationPlan, screen: Screen): string {
  const targets = plan.targets.length === 0 ? '' : `${targetTable(plan.targets, screen)}${notes(plan, screen)}`;
  return `${headline(plan, screen)}${targets}${leftOutText(plan, screen)}`;
}

/** Candidates that are not part of the plan, each with the reason and the flag that would lift it. */
export function leftOutText({ refusals, undecided, over, ignoredOffers, unseen }: TerminationPlan, screen: Screen): string {
  const { paint } = screen;
  const warning = (text: string): string => wrap(text, { first: `${paint('yellow', '!')} `, screen });
  const note = (text: string): string => wrap(text, { first: `${paint('dim', '·')} `, screen });
  const below = (text: string): string => wrap(text, { first: '  ', screen });
  const refused = refusals.map(({ id, reason, hint, facts }) => {
    const known = facts === null ? '' : below(targetFacts(facts, screen));
    return `${warning(`${id} is left alone: ${printable(reason)}.`)}${known}${below(`Next: ${printable(hint)}`)}`;
  });
  const unknown = undecided.map(({ id, reason }) => warning(`${id} is left alone, its state is unknown: ${printable(reason)}.`));
  const ended = over.map(({ id, reason }) => note(`${id} needs nothing: ${printable(reason)}.`));
  const offered = ignoredOffers.map(({ id, agent, reason }) =>
    note(`The sweep also offers ${printable(id)} to ${printable(agent)}: it is left alone, since ${reason}.`),
  );
  const blind = unseen.map(({ source, why }) =>
    warning(`${source} could not be read, so something may be missing here: ${printable(why)}`),
  );
  return [...refused, ...unknown, ...ended, ...offered, ...blind].join('');
}

export function permissionText(permission: Permission, screen: Screen): string {
  const { paint } = screen;
  const lines = [...(permission ?? [])].map(([region, seen]) => {
    if (!seen.ok)
      return wrap(`Whether EC2 permits it in ${region} is not known: ${printable(seen.why)}`, {
        first: `${paint('yellow', '!')} `,
        screen,
      });
    return seen.value
      ? `${paint('green', '✓')} EC2 permits it in ${region}.\n`
      : `${paint('red', '✗')} EC2 does not permit it in ${region}.\n`;
  });
  return lines.join('');
}

function headline({ targets, account, client }: TerminationPlan, screen: Screen): string {
  const place = `account ${account}, client ${printable(client.name)}`;
  if (targets.length === 0) return wrap(`Nothing to terminate in ${place}.`, { first: '', screen });
  const doomed = targets.filter(({ action }) => action === 'terminate');
  const regions = [...new Set(targets.map(({ region }) => region))].join(', ');
  const ended = targets.length - doomed.length;
  const counts = [
    ...(doomed.length > 0 ? [`${formatCount(doomed.length, 'instance')} to terminate`] : []),
    ...(ended > 0 ? [`${formatCount(ended, 'instance')} already ending or gone, to be reported`] : []),
  ];
  const saving = doomed.length === 0 ? '' : `, saving ${savingText(doomed)}`;
  const title = wrap(`${counts.join(', ')}${saving}`, { first: '', indent: 2, screen });
  const boldTitle = title.replace(/^(.+)$/gmu, (line) => screen.paint('bold', line));
  return boldTitle + wrap(`in ${place}, ${regions}`, { first: '', indent: 2, screen });
}

function savingText(doomed: readonly PlannedTarget[]): string {
  const unpriced = doomed.filter(({ usdPerHour }) => usdPerHour === null).length;
  const saving = hourlySavingOf(doomed);
  if (saving === null) return 'an amount that no source knows';
  return `${formatHourly(saving)} an hour${unpriced === 0 ? '' : ` and what ${unpriced} of unknown price cost`}`;
}

function notes({ targets }: TerminationPlan, screen: Screen): string {
  const first = `${screen.paint('dim', '·')} `;
  return targets.flatMap((target) => noteOf(target).map((note) => wrap(`${target.id} ${note}`, { first, screen }))).join('');
}

function noteOf(target: PlannedTarget): readonly string[] {
  const { spotRequest, protection, leftBehind, agentId, id, why, standing, managedBy } = target;
  const behind = leftBehindText(leftBehind);
  return [
    ...(why === 'named' && standing !== 'unknown' ? [`is still wanted as a ${standing}: it is here only because it was named.`] : []),
    ...(managedBy === null ? [] : [`belongs to ${printable(managedBy)}, which may replace it.`]),
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
