import { Args, Flags } from '@oclif/core';
import { resolveSettings } from '../../cli/settings/resolve-settings.ts';
import { suppressFinding } from '../../cli/settings/suppress-finding.ts';
import { ContextStore } from '../../cli/settings/context-store.ts';
import { durationFlag } from '../../cli/flags.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';

export default class ContextSuppress extends SpotctlCommand {
  static override summary = 'Keep a finding quiet for a time, with the reason why.';
  static override description =
    'Doctor still makes the finding and counts it as suppressed in every output; it no longer ends the run with 1. When the time is over it is heard again. Kept in the context, so it holds for everyone who uses the same configuration.';
  static override examples = [
    {
      description: 'A type that is to be corrected next week',
      command: '<%= config.bin %> <%= command.id %> FL410 --subject i-0f75d6fccfb53a938 --reason "resized by hand, OPS-12" --for 7d',
    },
    { description: 'Hear of it again', command: '<%= config.bin %> <%= command.id %> FL410 --subject i-0f75d6fccfb53a938 --remove' },
  ];
  static override args = { code: Args.string({ required: true, ignoreStdin: true, description: 'the code of the finding' }) };
  static override flags = {
    context: Flags.string({ helpValue: 'NAME', description: 'the context; by default the current one' }),
    subject: Flags.string({ helpValue: 'ID', description: 'only for this instance, agent, endpoint or column' }),
    reason: Flags.string({ helpValue: 'TEXT', description: 'why nobody needs to hear of it' }),
    for: durationFlag({ exclusive: ['remove'], description: 'how long, such as 12h or 7d' }),
    remove: Flags.boolean({ exclusive: ['reason', 'for'], description: 'end the suppression' }),
  };

  protected async execute(): Promise<void> {
    const { args, flags } = await this.parse(ContextSuppress);
    const { context } = await resolveSettings({ context: flags.context }, this.environment);
    const suppressed = await suppressFinding(new ContextStore(this.environment.configFolder), {
      context: context.value,
      code: args.code,
      subject: flags.subject ?? null,
      given: flags.remove ? null : { reason: flags.reason ?? '', forMs: flags.for ?? 0 },
      now: new Date(),
    });
    const what = `${suppressed.code}${suppressed.subject === null ? '' : ` for ${suppressed.subject}`}`;
    await this.print({
      kind: 'Suppression',
      body: { context: context.value, ...suppressed },
      text: () =>
        suppressed.until === null
          ? `${what} is heard again in context ${context.value}.\n`
          : `${what} is quiet in context ${context.value} until ${suppressed.until}.\n`,
    });
  }
}
