import type { ExpectedDemotion } from '../../domain/registration/registration-plan.ts';
import { sweepAfterDemotion } from '../../domain/registration/sweep.ts';
import type { RegistrationRequest } from '../../domain/registration/registration-request.ts';
import type { ReadyRegistration } from '../../usecases/register-instance.ts';
import { formatHourly } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';

/** What will be sent, for whom, and whom it takes out of service, as the operator reads it before the question. */
export function registrationPlanText({ account, client, agent, plan }: ReadyRegistration, screen: Screen): string {
  const { request, demoted, warnings } = plan;
  const role = request.isPrimary ? 'primary' : 'replica';
  const title = `Register ${request.instanceId} as ${role} of agent ${printable(agent.logicalAgentId)}: client ${printable(client.name)}, account ${account}, ${request.region}`;
  return [
    `${screen.paint('bold', title)}\n`,
    ...facts(request).map(([name, value]) => `  ${name.padEnd(10)}  ${printable(value)}\n`),
    ...demoted.map((old) => demotionLine(old, { screen, agentName: agent.logicalAgentId })),
    ...warnings.map((warning) => `${screen.paint('yellow', '!')} ${printable(warning)}\n`),
  ].join('');
}

/** The body of a rehearsal: the same document as the registration, with nothing done. */
export function registrationPlanBody({ plan }: ReadyRegistration): object {
  const demoted = plan.demoted.map(({ id, status, isActive }) => ({
    id,
    previousStatus: status,
    status,
    isActive,
    sweep: sweepAfterDemotion({ status, isActive }),
  }));
  return { request: plan.request, demoted, verified: false, warnings: plan.warnings, dryRun: true };
}

function facts(request: RegistrationRequest): readonly (readonly [string, string])[] {
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

function demotionLine({ id, status, isActive }: ExpectedDemotion, shown: { readonly screen: Screen; readonly agentName: string }): string {
  const mark = shown.screen.paint('yellow', '!');
  const swept =
    sweepAfterDemotion({ status, isActive }) === 'after-its-wait'
      ? 'The agent terminates it after its wait.'
      : `A backend that leaves it active never tells the agent to terminate it. Then: spotctl zombies --terminate --agent ${printable(shown.agentName)}`;
  return `${mark} This demotes ${id} (${status} in the backend). ${swept}\n`;
}
