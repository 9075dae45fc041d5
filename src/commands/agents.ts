import { listFlags, sourceFlags } from '../cli/flags.ts';
import { SpotctlCommand } from '../cli/spotctl-command.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { listFleet } from '../usecases/list-fleet.ts';
import { agentItem, agentList } from '../views/lists/agent-list.ts';

export default class Agents extends SpotctlCommand {
  static override summary = 'List the agents of the client.';
  static override description =
    'The exact wait before a sweep is known only with the database: over HTTP the backend rounds it to minutes and hides a zero, so it is null then.';
  static override examples = [
    { description: 'All agents', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Their ids and heartbeats as CSV', command: '<%= config.bin %> <%= command.id %> -o csv --columns id,lastHeartbeat' },
  ];
  static override flags = { ...listFlags, ...sourceFlags };

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(Agents);
    const { settings, ports } = await this.connect(flags);
    const asks = { asksCloud: false, asksSweep: false };
    const listed = await listFleet(ports, { clientId: settings.clientId.value, regions: settings.regions.value, ...asks });
    await this.printList(agentList(listed.fleet.agents.map((agent) => agentItem(agent, listed.findings))));
    this.sayUnseen(listed.unseen);
    return listed.unseen.length === 0 ? 'done' : 'partial';
  }
}
