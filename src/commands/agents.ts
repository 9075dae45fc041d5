import { fleetListFlags, ListCommand } from '../cli/list-command.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { itemsFrom } from '../views/list.ts';
import { agentItem, agentList } from '../views/lists/agent-list.ts';

export default class Agents extends ListCommand {
  static override summary = 'List the agents of the client.';
  static override description =
    'The exact wait before a sweep is known only with the database: over HTTP the backend rounds it to minutes and hides a zero, so it is null then.';
  static override examples = [
    { description: 'All agents', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Their ids and heartbeats as CSV', command: '<%= config.bin %> <%= command.id %> -o csv --columns id,lastHeartbeat' },
  ];
  static override flags = fleetListFlags;

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(Agents);
    return await this.showFleet(flags, {
      asks: { asksCloud: false, asksSweep: false },
      viewOf: ({ fleet, findings }) => agentList(itemsFrom(fleet.agents, (agent) => agentItem(agent, findings))),
    });
  }
}
