import { doctorFlags } from '../cli/doctor/doctor-flags.ts';
import { DoctorCommand } from '../cli/doctor/doctor-command.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { findings } from '../domain/findings/index.ts';
import { selectCodes } from '../domain/findings/select-codes.ts';
import { findingList } from '../views/doctor/finding-list.ts';

export default class Doctor extends DoctorCommand {
  static override summary = 'Diagnose the fleet: schema, endpoints, AWS access and every instance, side by side.';
  static override description =
    'Asks the backend, its database where one is configured, and EC2 at the same time, and says where they disagree, what that costs and what to type next. Changes nothing, but for --fix, which shows each command that heals something, asks, runs it and looks again.\n\nExits 0 when healthy, 1 with problems, 3 when nothing was found but something could not be checked, 5 when --wait ran out. Findings can be kept quiet for a time with `spotctl context suppress`.';
  static override usage =
    '<%= command.id %> [--only CODES] [--skip CODES] [--wait DURATION] [--fix | --runbook | --list | -o FORMAT] [FLAGS]';
  static override examples = [
    { description: 'The whole diagnosis', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'With everything that agrees, too', command: '<%= config.bin %> <%= command.id %> --all' },
    { description: 'Schema and endpoints only', command: '<%= config.bin %> <%= command.id %> --only schema,endpoints' },
    { description: 'After a deployment', command: '<%= config.bin %> <%= command.id %> --wait 5m --fail-on error' },
    {
      description: 'Codes of the findings, for a script',
      command: "<%= config.bin %> <%= command.id %> -o json | jq -r '.findings[].code'",
    },
  ];
  static override flags = doctorFlags;

  protected async execute(): Promise<ExitMeaning | void> {
    const { flags } = await this.parse(Doctor);
    const codes = selectCodes({ only: flags.only ?? [], skip: flags.skip ?? [] });
    if (flags.list) return await this.printList(findingList(findings.filter(({ code }) => codes.has(code))));
    return await this.diagnose(flags, codes);
  }
}
