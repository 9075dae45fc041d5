import { sourceFlags } from '../../cli/flags.ts';
import { describeSettings } from '../../cli/settings/describe-settings.ts';
import { resolveSettings } from '../../cli/settings/resolve-settings.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import { settingsText } from '../../views/settings.ts';

export default class ContextShow extends SpotctlCommand {
  static override summary = 'Show every setting of a run and where its value comes from.';
  static override description =
    'Flags win over environment variables, these over the context, and that over the default. Secrets are not shown, only whether they are there.';
  static override examples = [
    { description: 'What a command would use now', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'What it would use with another region', command: '<%= config.bin %> <%= command.id %> --region eu-west-1 -o json' },
  ];
  static override flags = sourceFlags;

  protected async execute(): Promise<void> {
    const { flags } = await this.parse(ContextShow);
    const settings = describeSettings(await resolveSettings(flags, this.environment));
    await this.print({ kind: 'Settings', body: { settings }, text: (screen) => settingsText(settings, screen) });
  }
}
