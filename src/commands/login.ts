import { Flags } from '@oclif/core';
import { sourceFlags } from '../cli/flags.ts';
import { readStandardInput } from '../cli/read-standard-input.ts';
import { ContextStore } from '../cli/settings/context-store.ts';
import { saveContext } from '../cli/settings/edit-contexts.ts';
import { SpotctlCommand } from '../cli/spotctl-command.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';

export default class Login extends SpotctlCommand {
  static override summary = 'Check a token with the backend and store it in a context.';
  static override description =
    'The token is typed at a prompt without echo, or read from standard input; it is never a flag, since every user of the machine can read flags. It is stored in a file that only you can read.';
  static override examples = [
    { description: 'Asked for at a prompt', command: '<%= config.bin %> <%= command.id %> --backend-url https://backend.example.com' },
    {
      description: 'From a secret store',
      command: 'pass show spot/prod | <%= config.bin %> <%= command.id %> --context prod --backend-url https://backend.example.com',
    },
  ];
  static override flags = {
    context: Flags.string({ helpValue: 'NAME', description: 'the context to store it in; the current one, or "default"' }),
    'backend-url': sourceFlags['backend-url'],
    timeout: sourceFlags.timeout,
  };

  protected async execute(): Promise<void> {
    const { flags } = await this.parse(Login);
    const store = new ContextStore(this.environment.configFolder);
    const configuration = await store.read();
    const name = flags.context ?? this.environment.context ?? configuration.currentContext ?? 'default';
    const backendUrl =
      flags['backend-url'] ?? this.environment.backendUrl ?? configuration.contexts[name]?.backendUrl ?? (await this.#askForUrl());
    const token = await this.#readToken();
    const client = await this.#identify({ backendUrl, token, timeout: flags.timeout });
    await saveContext(store, name, { backendUrl, clientId: client.id });
    await store.setToken(name, token);
    await this.print({
      kind: 'Login',
      body: { context: name, backendUrl, client },
      text: () => `Logged in to ${backendUrl} as ${client.name}. The token is in context ${name}.\nNext: spotctl doctor\n`,
    });
  }

  async #askForUrl(): Promise<string> {
    const terminal = await this.terminal();
    if (terminal.canAsk) return (await terminal.ask('Where is the backend (URL)?')).trim();
    throw new SpotctlError({ code: 'SETTINGS_MISSING', message: 'No backend is named.', hint: 'Add --backend-url https://…' });
  }

  async #readToken(): Promise<string> {
    const terminal = await this.terminal();
    const token = (terminal.canAsk ? await terminal.askSecret('Token:') : await readStandardInput()).trim();
    if (token === '' || /\s/.test(token))
      throw new SpotctlError({
        code: 'USAGE',
        message: token === '' ? 'The token is empty.' : 'The token has white space in it.',
        hint: 'Pipe the token alone into the command, or type it at the prompt.',
      });
    return token;
  }

  async #identify(given: {
    readonly backendUrl: string;
    readonly token: string;
    readonly timeout: number | undefined;
  }): Promise<{ id: string; name: string }> {
    const { ports } = await this.connect(
      { 'backend-url': given.backendUrl, timeout: given.timeout },
      { ...this.environment, token: given.token, context: null, backendUrl: null },
    );
    const { id, name } = await (await ports.backend()).identify();
    return { id, name };
  }
}
