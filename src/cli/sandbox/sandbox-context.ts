import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import type { ContextStore } from '../settings/context-store.ts';
import { deleteContext, saveContext } from '../settings/edit-contexts.ts';

export interface SandboxContext {
  readonly sandbox: Sandbox;
  readonly name: string;
}

/** Writes a context that leads to the sandbox. Throws `USAGE` where a context of that name leads somewhere else. */
export async function writeSandboxContext(store: ContextStore, { sandbox, name }: SandboxContext): Promise<void> {
  const existing = (await store.read()).contexts[name];
  if (existing !== undefined && !isOfSomeSandbox(existing.backendUrl)) {
    throw new SpotctlError({
      code: 'USAGE',
      message: `The context "${name}" leads to ${existing.backendUrl ?? 'no backend'}, which is no sandbox.`,
      hint: 'Name another with --context.',
    });
  }
  const { backendUrl, databaseUrl, cloudUrl, clientId, accountId } = sandbox;
  const drillable = { drillClients: [clientId], drillAccounts: [accountId] };
  const leading = { backendUrl, databaseUrl, awsEndpoint: cloudUrl, regions: [...sandbox.regions] };
  await saveContext(store, { name, changes: { ...leading, ...drillable } });
  await store.setToken(name, sandbox.clientToken);
}

/** Removes the context, unless a later sandbox has taken it over. */
export async function removeSandboxContext(store: ContextStore, { sandbox, name }: SandboxContext): Promise<void> {
  const context = (await store.read()).contexts[name];
  if (context?.backendUrl === sandbox.backendUrl) await deleteContext(store, name);
}

function isOfSomeSandbox(backendUrl: string | undefined): boolean {
  return backendUrl !== undefined && URL.canParse(backendUrl) && new URL(backendUrl).hostname === '127.0.0.1';
}
