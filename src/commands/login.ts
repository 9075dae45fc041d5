import { Flags } from '@oclif/core';
import { sourceFlags } from '../cli/flags.ts';
import { readStandardInput } from '../cli/read-standard-input.ts';
import { checkToken, checkUrl } from '../cli/settings/check-values.ts';
import { contextNamed, ContextStore } from '../cli/settings/context-store.ts';
import { checkContextName, saveContext } from '../cli/settings/edit-contexts.ts';
import { resolveWithoutContext } from '../cli/settings/resolve-settings.ts';
import { SetupCommand } from '../cli/setup-command.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { Client } from '../domain/fleet-snapshot.ts';
import { printable } from '../views/printable.ts';

export default class Login extends SetupCommand {
  static override summary = 'Check a token with the backend and store it in a context.';
  static override description =
    'The token is typed at a prompt without echo, or read from standard input; it is never a flag, since every user of the machine can read flags. It is stored in a file that only you can read. On a terminal it ends with a look at the whole set-up: backend, AWS and database.';
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
    checkContextName(name);
    const backendUrl = await this.#findUrl(flags['backend-url'], contextNamed(configuration, name)?.backendUrl);
    const token = await this.#readToken(backendUrl);
    const client = await this.#identify({ backendUrl, token, timeout: flags.timeout });
    await saveContext(store, { name, changes: { backendUrl, clientId: client.id } });
    await store.setToken(name, token);
    await this.print({
      kind: 'Login',
      body: { context: name, backendUrl, client },
      text: () => `Logged in to ${backendUrl} as ${printable(client.name)}. The token is in context ${name}.\nNext: spotctl doctor\n`,
    });
    await this.sayHowItStands(name);
  }

  async #findUrl(fromFlag: string | undefined, fromContext: string | undefined): Promise<string> {
    const fromVariable = this.environment.backendUrl;
    if (fromFlag !== undefined) return checkUrl(fromFlag, '--backend-url');
    if (fromVariable !== null) return checkUrl(fromVariable, 'SPOTCTL_BACKEND_URL');
    if (fromContext !== undefined) return checkUrl(fromContext, 'the context');
    const terminal = await this.terminal();
    if (terminal.canAsk) return checkUrl((await terminal.ask('Where is the backend (URL)?')).trim(), 'the prompt');
    throw new SpotctlError({ code: 'SETTINGS_MISSING', message: 'No backend is named.', hint: 'Add --backend-url https://…' });
  }

  async #readToken(backendUrl: string): Promise<string> {
    const terminal = await this.terminal();
    if (terminal.canAsk) return checkToken(await terminal.askSecret(`Token for ${backendUrl}:`), 'the prompt');
    return checkToken(await readStandardInput(), 'standard input');
  }

  /** Asks with nothing but the given token and URL: no other context's settings may take part. */
  async #identify(given: { readonly backendUrl: string; readonly token: string; readonly timeout: number | undefined }): Promise<Client> {
    const settings = await resolveWithoutContext(
      { 'backend-url': given.backendUrl, timeout: given.timeout },
      { ...this.environment, token: given.token },
    );
    const { ports } = await this.connectWith(settings);
    const backend = await ports.backend();
    const { id, name } = await backend.identify();
    return { id, name };
  }
}
