import { durationFlag, sourceFlags } from '../cli/flags.ts';
import { WatchCommand } from '../cli/watch/watch-command.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';

const DEFAULT_INTERVAL_MS = 5_000;

export default class Watch extends WatchCommand {
  static override summary = 'Watch the fleet live: both words on each instance, zombies and what they cost, findings as they come and go.';
  static override description =
    'Looks again every few seconds. A source that fails keeps its last answer on the screen, with its age and the reason. Keys: ? shows them; q leaves.\n\nWhere it is piped, and with -o json, it tells what happens to instances, agents, findings and terminations from this machine as NDJSON, a line each; the first look tells all of them as added.';
  static override examples = [
    { description: 'The dashboard', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'One region, looked at twice a minute',
      command: '<%= config.bin %> <%= command.id %> --region ap-south-1 --interval 30s',
    },
  ];
  static override flags = {
    interval: durationFlag({ description: 'from one look to the next; 5s by default' }),
    ...sourceFlags,
  };

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(Watch);
    return await this.watch({ ...flags, interval: flags.interval ?? DEFAULT_INTERVAL_MS });
  }
}
