import { type DrillPlan, waitOf } from '../../domain/drill/drill-plan.ts';
import { formatDuration } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';
import { targetText } from './target-text.ts';

/** What a drill will do, to whom and where, as the operator reads it before the question. */
export function drillPlanText(plan: DrillPlan, screen: Screen): string {
  const { client, account, region, agent, old } = plan;
  const { paint } = screen;
  const known: readonly (readonly [string, string])[] = [
    ['client', `${client.name} (${client.id}), account ${account}`],
    ['region', region],
    [
      'primary',
      [old.id, old.instanceType, old.mode, ...(old.az === null ? [] : [`in ${old.az}`])].filter((word) => word !== null).join(' '),
    ],
    ['switch to', targetText(plan.target)],
    ['wait', waitText(plan)],
    ...changesOf(plan),
  ];
  const what = [
    `Its agent launches one instance, makes it the primary of ${agent.logicalAgentId}, and ends ${old.id} after the wait.`,
    'The replacement stays, since it serves. Settings are put back, a command that nobody carries out is withdrawn, and what was launched and never served is ended.',
  ];
  return [
    wrap(`Rehearse a switch of agent ${printable(agent.logicalAgentId)}`, { first: '', screen }).replace(/^(.+)$/gmu, (line) =>
      paint('bold', line),
    ),
    ...known.map(([name, value]) => wrap(printable(value), { first: `  ${name.padEnd(9)}  `, screen })),
    ...what.map((text) => wrap(printable(text), { first: `${paint('yellow', '!')} `, screen })),
    ...plan.notes.map((text) => wrap(printable(text), { first: `${paint('dim', '·')} `, screen })),
  ].join('');
}

function waitText(plan: DrillPlan): string {
  const wait = waitOf(plan);
  return wait === null ? "the backend's default, which no source tells" : formatDuration(wait);
}

function changesOf({ settings, changes }: DrillPlan): readonly (readonly [string, string])[] {
  const { autoTerminateEnabled, terminateWaitSeconds } = changes;
  const words = [
    ...(autoTerminateEnabled === undefined ? [] : ['auto-terminate off → on']),
    ...(terminateWaitSeconds === undefined
      ? []
      : [`wait ${formatDuration(settings.terminateWaitSeconds ?? 0)} → ${formatDuration(terminateWaitSeconds)}`]),
  ];
  return words.length === 0 ? [] : [['settings', `${words.join(', ')}; put back at the end`]];
}
