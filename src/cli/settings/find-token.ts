import { createReadStream } from 'node:fs';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { readAtMost } from '../read-at-most.ts';
import { checkToken } from './check-values.ts';
import type { ContextStore } from './context-store.ts';
import type { Environment } from './environment.ts';
import { byDefault, fromContext, fromFlag, fromVariable, type Setting } from './setting.ts';
import type { SettingFlags } from './settings.ts';

const MOST_BYTES = 65_536;

/** The token: from a file that a flag names, the environment, a file that the environment names, or the context's own. */
export async function findToken(sources: {
  readonly flags: SettingFlags;
  readonly environment: Environment;
  readonly store: ContextStore;
  readonly contextName: Setting<string | null>;
}): Promise<Setting<string | null>> {
  const { flags, environment, store, contextName } = sources;
  const file = flags['token-file'];
  if (file !== undefined) return fromFlag('--token-file', await readToken(file, '--token-file'));
  if (environment.token !== null) return fromVariable('SPOTCTL_TOKEN', checkToken(environment.token, 'SPOTCTL_TOKEN'));
  if (environment.tokenFile !== null) {
    return fromVariable('SPOTCTL_TOKEN_FILE', await readToken(environment.tokenFile, 'SPOTCTL_TOKEN_FILE'));
  }
  const stored = contextName.value === null ? null : await store.token(contextName.value);
  return stored === null ? byDefault(null) : fromContext(`context ${contextName.value ?? ''}`, stored);
}

async function readToken(file: string, from: string): Promise<string> {
  return checkToken(await readText(file, from), `${from} (${file})`);
}

async function readText(file: string, from: string): Promise<string> {
  const invalid = (what: string, cause?: unknown): SpotctlError =>
    new SpotctlError({
      code: 'SETTINGS_INVALID',
      message: `The token file ${file} (from ${from}) ${what}.`,
      cause,
      hint: `Check the name, the owner and the mode of ${file}.`,
    });
  const bytes = await readAtMost(createReadStream(file), MOST_BYTES).catch((error: unknown) => {
    throw invalid('cannot be read', error);
  });
  if (bytes === null) throw invalid('is larger than a token can be');
  return bytes.toString('utf8');
}
