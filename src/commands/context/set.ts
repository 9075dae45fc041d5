import { Args, Flags } from '@oclif/core';
import { ContextStore } from '../../cli/settings/context-store.ts';
import { saveContext } from '../../cli/settings/edit-contexts.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

export default class ContextSet extends SpotctlCommand {
  static override summary = 'Set values of a context, making it where it is new.';
  static override description =
    'A token is never a flag: store it with `spotctl login`. A database URL with a password is read from SPOTCTL_DATABASE_URL with --database-from-environment.';
  static override examples = [
    {
      description: 'A context for production',
      command: '<%= config.bin %> <%= command.id %> prod --backend-url https://backend.example.com --profile prod',
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
    'database-from-environment': Flags.boolean({ description: 'store the value of SPOTCTL_DATABASE_URL' }),
  };

  protected async execute(): Promise<void> {
    const { args, flags } = await this.parse(ContextSet);
    const { databaseUrl } = this.environment;
    if (flags['database-from-environment'] && databaseUrl === null) {
      throw new SpotctlError({
        code: 'SETTINGS_MISSING',
        message: 'SPOTCTL_DATABASE_URL is not set.',
        hint: 'Set it, then run the command again.',
      });
    }
    const given = {
      backendUrl: flags['backend-url'],
      clientId: flags.client,
      regions: flags.region,
      awsProfile: flags.profile,
      envFile: flags['env-file'],
      databaseUrl: flags['database-from-environment'] ? (databaseUrl ?? undefined) : undefined,
    };
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const configuration = await saveContext(new ContextStore(this.environment.configFolder), args.name, changes);
    const isCurrent = configuration.currentContext === args.name;
    await this.print({
      kind: 'Context',
      body: { name: args.name, isCurrent },
      text: () => `Context ${args.name} is saved${isCurrent ? ' and current' : `; use it with: spotctl context use ${args.name}`}.\n`,
    });
  }
}
