import { AgentCommand } from '../../cli/agent/agent-command.ts';
import { agentFlags } from '../../cli/agent/agent-flags.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';

export default class AgentRun extends AgentCommand {
  static override summary = 'Be the agent of an instance: register, heartbeat, sweep, switch, launch replicas, report prices.';
  static override description =
    'Takes the place of the Python agent. It ends what the sweep offers only where this client’s own list calls it unwanted, with the guards and the journal of every termination; an offer it leaves alone is named in the log. A switch launches the replacement, waits until it runs and reports it before anything ends; the old instance is left to the sweep, after its wait. It launches the replicas that the backend asks for, each once, and on a spot instance of its own tells the backend when EC2 takes it back.\n\nLogs a line of JSON for each thing it does. Stops at SIGTERM or Ctrl-C once what is done is reported. After a switch away from the machine it runs on, it ends with 0: the agent of the new machine goes on.\n\nExits 0 when stopped or done, 3 when a duty failed with --once.';
  static override examples = [
    { description: 'On the instance itself, as a service', command: '<%= config.bin %> <%= command.id %> --region ap-south-1' },
    {
      description: 'See what the agent of another instance would do, once',
      command: '<%= config.bin %> <%= command.id %> --instance i-0f75d6fccfb53a938 --region ap-south-1 --once --dry-run',
    },
  ];
  static override flags = agentFlags;

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(AgentRun);
    return await this.runAgent(flags);
  }
}
