import { Flags } from '@oclif/core';
import { sourceFlags } from '../cli/flags.ts';
import { SpotctlCommand } from '../cli/spotctl-command.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { diagnose } from '../usecases/diagnose.ts';
import { doctorReport } from '../views/doctor/doctor-report.ts';
import { doctorText } from '../views/doctor/doctor-text.ts';

const endings = { healthy: 'done', problems: 'problems', incomplete: 'partial' } as const satisfies Record<string, ExitMeaning>;

export default class Doctor extends SpotctlCommand {
  static override summary = 'Diagnose the fleet: schema, endpoints, AWS access and every instance, side by side.';
  static override description =
    'Asks the backend, its database where one is configured, and EC2 at the same time, and says where they disagree, what that costs and what to type next. Changes nothing.\n\nExits 0 when healthy, 1 with problems, 3 when nothing was found but something could not be checked.';
  static override examples = [
    { description: 'The whole diagnosis', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'With everything that agrees, too', command: '<%= config.bin %> <%= command.id %> --all' },
    {
      description: 'Codes of the findings, for a script',
      command: "<%= config.bin %> <%= command.id %> -o json | jq -r '.findings[].code'",
    },
  ];
  static override flags = {
    ...sourceFlags,
    all: Flags.boolean({ description: 'show also the checks that passed and the rows that agree' }),
  };

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(Doctor);
    const { settings, ports } = await this.connect(flags);
    const diagnosed = await diagnose(ports, { clientId: settings.clientId.value, regions: settings.regions.value });
    const text = (screen: Parameters<typeof doctorText>[1]['screen']): string => doctorText(diagnosed, { screen, isComplete: flags.all });
    await this.print({ kind: 'DoctorReport', body: doctorReport(diagnosed), text });
    return endings[diagnosed.diagnosis.status];
  }
}
