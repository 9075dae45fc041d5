import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { type Configuration, type Context, contextNamed, type ContextStore } from './context-store.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Values of a context: one that is `null` is taken out of it, one that is absent stays. */
export type ContextChanges = { readonly [Name in keyof Context]?: Context[Name] | null };

/** Throws `USAGE` for what cannot name a context. */
export function checkContextName(name: string): void {
  if (NAME.test(name)) return;
  throw new SpotctlError({
    code: 'USAGE',
    message: `"${name}" cannot name a context.`,
    hint: 'Use letters, digits, dots, dashes and underscores, 64 at most.',
  });
}

/** Changes the context, made where it is new. The first context becomes the current one. */
export async function saveContext(
  store: ContextStore,
  { name, changes }: { readonly name: string; readonly changes: ContextChanges },
): Promise<Configuration> {
  checkContextName(name);
  const configuration = await store.read();
  const all = Object.entries({ ...contextNamed(configuration, name), ...changes });
  const context: Context = Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
  const saved = {
    currentContext: configuration.currentContext ?? name,
    contexts: { ...configuration.contexts, [name]: context },
  };
  await store.write(saved);
  return saved;
}

/** Throws `CONTEXT_UNKNOWN` where there is no such context. */
export async function useContext(store: ContextStore, name: string): Promise<void> {
  const configuration = await store.read();
  requireContext(configuration, name);
  await store.write({ ...configuration, currentContext: name });
}

/** Removes the context and, before it, its token; the current context becomes none where it was this one. */
export async function deleteContext(store: ContextStore, name: string): Promise<void> {
  const configuration = await store.read();
  requireContext(configuration, name);
  const contexts = Object.fromEntries(Object.entries(configuration.contexts).filter(([other]) => other !== name));
  await store.deleteToken(name);
  await store.write({ currentContext: configuration.currentContext === name ? null : configuration.currentContext, contexts });
}

/** Throws `CONTEXT_UNKNOWN`, naming the contexts there are. */
export function requireContext(configuration: Configuration, name: string): void {
  if (contextNamed(configuration, name) !== undefined) return;
  const known = Object.keys(configuration.contexts);
  throw new SpotctlError({
    code: 'CONTEXT_UNKNOWN',
    message: `There is no context "${name}".`,
    ...(known.length === 0 ? { hint: 'There are none yet: run `spotctl login`.' } : { hint: `There are: ${known.join(', ')}.` }),
  });
}
