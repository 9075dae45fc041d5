import type { RegistrationRequest } from '../../domain/registration/registration-request.ts';
import type { PlannedRegistration, RefusedRegistration, RegistrationSet } from '../../usecases/plan-registrations.ts';
import { formatCount, formatHourly } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';
import { errorText, expectedDemotionText, warningText } from './demotion-text.ts';

/** What will be sent, for whom, and whom it takes out of service, as the operator reads it before the question. */
export function registrationPlanText(set: RegistrationSet, place: Place): string {
  const { screen } = place;
  const [only, ...others] = set.items;
  if (only !== undefined && others.length === 0 && !('error' in only)) return oneText(only, { set, place });
  const ready = set.items.filter((item) => !('error' in item) && item.plan.kind === 'ready').length;
  const title = `Register ${formatCount(ready, 'instance')}: client ${printable(set.client.name)}, account ${set.account}`;
  return [bold(title, screen), ...set.items.map((item) => ('error' in item ? refusedText(item, screen) : lineText(item, place)))].join('');
}

interface Place {
  readonly screen: Screen;
  /** What is demoted is terminated afterwards. */
  readonly endsDemoted: boolean;
}

function oneText({ facts, plan }: PlannedRegistration, { set, place }: { readonly set: RegistrationSet; readonly place: Place }): string {
  const { request } = plan;
  const { screen } = place;
  const role = request.isPrimary ? 'primary' : 'replica';
  const title = `Register ${request.instanceId} as ${role} of agent ${printable(facts.agent.logicalAgentId)}`;
  const known: readonly (readonly [string, string])[] = [
    ['client', `${set.client.name}, account ${set.account}`],
    ['region', request.region],
    ...factsOf(request),
  ];
  return [
    bold(title, screen),
    ...known.map(([name, value]) => wrap(printable(value), { first: `  ${name.padEnd(10)}  `, screen })),
    ...consequences({ facts, plan }, place),
  ].join('');
}

function lineText(item: PlannedRegistration, place: Place): string {
  const { screen } = place;
  const { request, kind } = item.plan;
  const agentName = item.facts.agent.logicalAgentId;
  const role = request.isPrimary ? 'primary' : 'replica';
  const price = request.mode === 'spot' ? request.spotPriceUsdPerHour : request.onDemandPriceUsdPerHour;
  const cost = price === null ? 'at an unknown price' : `at ${formatHourly(price)} an hour`;
  const text =
    kind === 'nothing-to-do'
      ? `is the ${role} of agent ${agentName} already`
      : `as ${role} of agent ${agentName}: ${request.instanceType} in ${request.az}, ${request.mode} ${cost}`;
  return [wrap(printable(text), { first: `  ${request.instanceId}  `, indent: 4, screen }), ...consequences(item, place)].join('');
}

function refusedText({ wish, error }: RefusedRegistration, screen: Screen): string {
  return warningText(`Left out: ${errorText(wish.instanceId, error)}`, screen);
}

function consequences({ facts, plan }: Pick<PlannedRegistration, 'facts' | 'plan'>, place: Place): readonly string[] {
  if (plan.kind === 'nothing-to-do') return [];
  const agentName = facts.agent.logicalAgentId;
  return [
    ...plan.demoted.map((old) => expectedDemotionText(old, { ...place, agentName })),
    ...plan.warnings.map((warning) => warningText(warning, place.screen)),
  ];
}

function factsOf(request: RegistrationRequest): readonly (readonly [string, string])[] {
  const { instanceType, az, mode, poolId, imageId } = request;
  return [
    ['type', instanceType],
    ['zone', az],
    ['mode', mode],
    ['pool', poolId ?? '-'],
    ['image', imageId ?? '-'],
    ['spot', formatHourly(request.spotPriceUsdPerHour)],
    ['on-demand', formatHourly(request.onDemandPriceUsdPerHour)],
  ];
}

function bold(title: string, screen: Screen): string {
  return wrap(title, { first: '', indent: 2, screen })
    .trimEnd()
    .split('\n')
    .map((line) => `${screen.paint('bold', line)}\n`)
    .join('');
}
