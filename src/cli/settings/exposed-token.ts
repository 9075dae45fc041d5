import { stat } from 'node:fs/promises';
import { ContextStore } from './context-store.ts';
import type { Environment } from './environment.ts';
import type { Settings } from './settings.ts';

const FOR_OTHERS = 0o077;

/** The file that the token came from, where others than its owner may read or write it; spotctl writes none so. `null`: all is well. */
export async function exposedTokenFile({ token }: Pick<Settings, 'token'>, environment: Environment): Promise<string | null> {
  if (token.origin !== 'context' || process.platform === 'win32') return null;
  const { credentialsFile } = new ContextStore(environment.configFolder);
  const { mode } = await stat(credentialsFile);
  return (mode & FOR_OTHERS) === 0 ? null : credentialsFile;
}
