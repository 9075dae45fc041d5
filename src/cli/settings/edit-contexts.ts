import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Configuration, Context, ContextStore } from './context-store.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Adds the given values to the context, made where it is new. The first context becomes the current one. */
export async function saveContext(store: ContextStore, name: string, changes: Context): Promise<Configuration> {
  if (!NAME.test(name)) {
    throw new SpotctlError({
      code: 'USAGE',
      message: `"${name}" cannot name a context.`,
      hint: 'Use letters, digits, dots, dashes and underscores, 64 at most.',
    });
  }
  const configuration = await store.read();
  const contexts = { ...configuration.contexts, [name]: { ...configuration.contexts[name], ...changes } };
  const saved = { currentContext: configuration.currentContext ?? name, contexts };
  await store.write(saved);
  return saved;
}

/** Throws `CONTEXT_UNKNOWN` where there is no such context. */
export async function useContext(store: ContextStore, name: string): Promise<void> {
  const configuration = await store.read();
  requireContext(configuration, name);
  await store.write({ ...configuration, currentContext: name });
}

/** Removes the context and its token; the current context becomes none where it was this one. */
export async function deleteContext(store: ContextStore, name: string): Promise<void> {
  const configuration = await store.read();
  requireContext(configuration, name);
  const contexts = Object.fromEntries(Object.entries(configuration.contexts).filter(([other]) => other !== name));
  await store.write({ currentContext: configuration.currentContext === name ? null : configuration.currentContext, contexts });
  await store.deleteToken(name);
}

function requireContext(configuration: Configuration, name: string): void {
  if (configuration.contexts[name] !== undefined) return;
  const known = Object.keys(configuration.contexts);
  throw new SpotctlError({
    code: 'CONTEXT_UNKNOWN',
    message: `There is no context "${name}".`,
    ...(known.length === 0 ? { hint: 'There are none yet: run `spotctl login`.' } : { hint: `There are: ${known.join(', ')}.` }),
  });
}
