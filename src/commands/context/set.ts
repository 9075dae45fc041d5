import { Args, Flags } from '@oclif/core';
import { contextChanges } from '../../cli/settings/context-changes.ts';
import { ContextStore } from '../../cli/settings/context-store.ts';
import { saveContext } from '../../cli/settings/edit-contexts.ts';
import { SetupCommand } from '../../cli/setup-command.ts';

export default class ContextSet extends SetupCommand {
  static override summary = 'Set values of a context, making it where it is new.';
  static override description =
    'A token is never a flag: store it with `spotctl login`. A database URL with a password is read from SPOTCTL_DATABASE_URL with --database-from-environment. An empty value takes a setting out of the context. On a terminal it ends with a look at what the context leads to.\n\n--drill-client and --drill-account name where `spotctl drill` may rehearse a switch: it refuses every other client and account.';
  static override examples = [
    {
      description: 'A context for production',
      command: '<%= config.bin %> <%= command.id %> prod --backend-url https://backend.example.com --profile prod',
    },
    {
      description: 'Name where a drill is safe',
      command:
        '<%= config.bin %> <%= command.id %> staging --drill-client c11e0000-0000-4000-8000-00000000000a --drill-account 123456789012',
    },
    { description: 'Ask EC2 in two regions only', command: '<%= config.bin %> <%= command.id %> prod --region ap-south-1,eu-west-1' },
  ];
  static override args = { name: Args.string({ required: true, ignoreStdin: true, description: 'the context' }) };
  static override flags = {
    'backend-url': Flags.string({ helpValue: 'URL', description: 'where the backend is' }),
    client: Flags.string({ helpValue: 'ID', description: 'the client' }),
    region: Flags.string({ helpValue: 'REGION', multiple: true, delimiter: ',', description: 'AWS regions to ask' }),
    profile: Flags.string({ helpValue: 'NAME', description: 'the AWS profile' }),
    'env-file': Flags.string({ helpValue: 'FILE', description: "the backend's own .env, for its database" }),
    'database-from-environment': Flags.boolean({ exclusive: ['env-file'], description: 'store the value of SPOTCTL_DATABASE_URL' }),
    'drill-client': Flags.string({
      helpValue: 'ID',
      multiple: true,
      delimiter: ',',
      description: 'clients on which a drill may be held; no other is ever drilled',
    }),
    'drill-account': Flags.string({
      helpValue: 'ID',
      multiple: true,
      delimiter: ',',
      description: 'AWS accounts in which a drill may be held; no other is ever touched by one',
    }),
  };

  protected async execute(): Promise<void> {
    const { args, flags } = await this.parse(ContextSet);
    const changes = contextChanges(flags, this.environment.databaseUrl);
    const configuration = await saveContext(new ContextStore(this.environment.configFolder), { name: args.name, changes });
    const isCurrent = configuration.currentContext === args.name;
    await this.print({
      kind: 'Context',
      body: { name: args.name, isCurrent },
      text: () => `Context ${args.name} is saved${isCurrent ? ' and current' : `; use it with: spotctl context use ${args.name}`}.\n`,
    });
    await this.sayHowItStands(args.name);
  }
}
