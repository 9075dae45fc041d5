import { DrillCommand } from '../cli/drill/drill-command.ts';
import { drillFlags } from '../cli/drill/drill-flags.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';

export default class Drill extends DrillCommand {
  static override summary = 'Rehearse a switch from the command to the confirmed end of the old instance, and prove each step.';
  static override description =
    'Issues a switch for one agent and follows it: the agent takes the command, launches the replacement, makes it the primary and closes the command; the old instance is kept for its wait, ended in EC2, and its end confirmed in the database. Each step is proven by what backend, database and EC2 show, has a time limit of its own, and says where to look when it fails. An agent has to run: spotctl agent run, or the Python one.\n\nIt is held only where the context names both the client and the AWS account as drill targets: spotctl context set NAME --drill-client ID --drill-account ID. No flag lifts that.\n\nAfterwards the agent’s settings are as they were, a command that nobody carried out is withdrawn, and what was launched and never served is ended. The replacement stays: it is the primary. After kill -9 the next drill is refused until --clean-up has put that back.\n\nExits 0 when every step is proven, 1 when one failed, 2 for a wait that is not of whole minutes, 3 when something could not be checked or cleaned up, 5 when a step’s time ran out, 6 when it is no drill target, the agent is not ready or nobody confirmed, 130 when interrupted.';
  static override usage = '<%= command.id %> [--agent AGENT] [--dry-run | --yes | --confirm AGENT] [FLAGS]';
  static override examples = [
    {
      description: 'See what a drill in staging would do',
      command: '<%= config.bin %> <%= command.id %> --context staging --agent web-01 --dry-run',
    },
    {
      description: 'In a nightly job of staging: no step may take more than five minutes beside the wait',
      command: '<%= config.bin %> <%= command.id %> --context staging --agent web-01 --step-limit 5m --confirm web-01 --json',
    },
  ];
  static override flags = drillFlags;

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(Drill);
    return await this.drill(flags);
  }
}
