import { Args } from '@oclif/core';
import { sourceFlags } from '../cli/flags.ts';
import { SpotctlCommand } from '../cli/spotctl-command.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { describeInstance } from '../usecases/describe-instance.ts';
import { instanceDocument } from '../views/instance/instance-document.ts';
import { instanceText } from '../views/instance/instance-text.ts';

export default class Instance extends SpotctlCommand {
  static override summary = 'Show all that is known of one instance, from every source, with its past.';
  static override description =
    'Sets the rows of the backend and of its database beside EC2’s word, and lists what happened, oldest first. EC2 is asked in every region of the fleet, even where no row names the instance.\n\nExits 3 where a source could not be seen.';
  static override examples = [
    { description: 'One page on an instance', command: '<%= config.bin %> <%= command.id %> i-029c1999a147722de' },
    {
      description: 'An instance of no row, in a region of no agent',
      command: '<%= config.bin %> <%= command.id %> i-0f75d6fccfb53a938 --region eu-west-1 -o json',
    },
  ];
  static override args = { instance: Args.string({ required: true, ignoreStdin: true, description: 'the EC2 instance id' }) };
  static override flags = sourceFlags;

  protected async execute(): Promise<ExitMeaning> {
    const { args, flags } = await this.parse(Instance);
    const { settings, ports } = await this.connect(flags);
    ports.expectCloud();
    const described = await describeInstance(ports, {
      id: args.instance,
      clientId: settings.clientId.value,
      regions: settings.regions.value,
      fallbackRegion: settings.awsRegion.value,
    });
    await this.print({ kind: 'Instance', body: instanceDocument(described), text: (screen) => instanceText(described, screen) });
    this.sayUnseen(described.unseen);
    return described.unseen.length === 0 ? 'done' : 'partial';
  }
}
