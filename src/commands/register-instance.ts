import { Args, Flags } from '@oclif/core';
import { confirm } from '../cli/confirm.ts';
import { sourceFlags, writeFlags } from '../cli/flags.ts';
import { onStderr, screenFor } from '../cli/printing/presentation.ts';
import { registrationFlags, registrationOverrides } from '../cli/registration-flags.ts';
import { SpotctlCommand } from '../cli/spotctl-command.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { isInstanceId } from '../domain/instance.ts';
import { gatherRegistration, type GatheredRegistration } from '../usecases/plan-registration.ts';
import { isReady, type ReadyRegistration, registerInstance } from '../usecases/register-instance.ts';
import { registrationPlanBody, registrationPlanText } from '../views/registration/registration-plan-text.ts';
import { registrationText } from '../views/registration/registration-text.ts';

export default class RegisterInstance extends SpotctlCommand {
  static override summary = 'Register an instance that was launched by hand.';
  static override description =
    'Reads its facts from EC2 and its prices from EC2’s history and the backend’s rows, shows what will be sent and whom it demotes, asks, sends, and reads back who is primary now. Every value is checked before anything is sent, since the backend demotes the old primary first. Refuses what does not run, belongs to another client or agent, or was terminated.';
  static override examples = [
    { description: 'As primary of the agent its tag names', command: '<%= config.bin %> <%= command.id %> i-0f75d6fccfb53a938' },
    {
      description: 'As a replica of a named agent',
      command: '<%= config.bin %> <%= command.id %> i-0f75d6fccfb53a938 --agent web-01 --replica',
    },
  ];
  static override args = { instance: Args.string({ required: true, ignoreStdin: true, description: 'the EC2 instance id' }) };
  static override flags = {
    ...registrationFlags,
    agent: Flags.string({ helpValue: 'AGENT', description: 'its agent, by UUID or logical id; by default the one its tag names' }),
    replica: Flags.boolean({ description: 'as a replica; nothing is demoted' }),
    ...writeFlags,
    ...sourceFlags,
  };

  protected async execute(): Promise<ExitMeaning> {
    const { args, flags } = await this.parse(RegisterInstance);
    if (!isInstanceId(args.instance))
      throw new SpotctlError({ code: 'INSTANCE_ID_MALFORMED', message: `"${args.instance}" is not an EC2 instance id.` });
    const { ports, settings } = await this.connect(flags);
    const gathered = await gatherRegistration(ports, {
      instanceId: args.instance,
      clientId: settings.clientId.value,
      regions: settings.regions.value,
      agent: flags.agent ?? null,
      isPrimary: !flags.replica,
      overrides: registrationOverrides(flags),
    });
    if (!isReady(gathered)) return await this.sayNothingToDo(gathered);
    if (flags['dry-run']) return await this.rehearse(gathered);
    await this.agree(gathered, flags.yes);
    const result = await registerInstance(ports, gathered);
    const agentName = gathered.agent.logicalAgentId;
    await this.print({
      kind: 'Registration',
      body: result.registration,
      text: (screen) => registrationText(result, { screen, agentName }),
    });
    return result.meaning;
  }

  private async sayNothingToDo({ plan, agent }: GatheredRegistration): Promise<ExitMeaning> {
    const role = plan.request.isPrimary ? 'primary' : 'replica';
    const text = `${plan.request.instanceId} is the ${role} of agent ${agent.logicalAgentId} already. Nothing to do.\n`;
    await this.print({
      kind: 'Registration',
      body: { request: plan.request, demoted: [], verified: true, warnings: [] },
      text: () => text,
    });
    return 'done';
  }

  private async rehearse(gathered: ReadyRegistration): Promise<ExitMeaning> {
    await this.print({
      kind: 'Registration',
      body: registrationPlanBody(gathered),
      text: (screen) => registrationPlanText(gathered, screen),
    });
    return 'done';
  }

  private async agree(gathered: ReadyRegistration, isGiven: boolean): Promise<void> {
    const { request } = gathered.plan;
    const screen = await screenFor(onStderr(this.presentation, process.stderr), request.instanceId);
    process.stderr.write(registrationPlanText(gathered, screen));
    await confirm(await this.terminal(), { question: `Register ${request.instanceId}?`, expected: 'yes', isGiven, stated: null });
  }
}
