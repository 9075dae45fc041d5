import { readFile } from 'node:fs/promises';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { type Context, ContextStore } from './context-store.ts';
import type { Environment } from './environment.ts';
import { firstGiven, type Setting, setting } from './setting.ts';
import type { SettingFlags, Settings } from './settings.ts';

const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * Settings of this run: flag, then environment, then context, then default.
 * Throws `CONTEXT_UNKNOWN` or `SETTINGS_INVALID`; a setting that is merely missing is `null`.
 */
export async function resolveSettings(flags: SettingFlags, environment: Environment): Promise<Settings> {
  const store = new ContextStore(environment.configFolder);
  const chosen = await chooseContext(flags, environment, store);
  const { context, name } = chosen;
  const from = `context ${name.value ?? ''}`;
  const inContext = <T>(value: T | undefined): Setting<T | null> => setting('context', from, value ?? null);
  const backendUrl = firstGiven(
    [
      setting('flag', '--backend-url', flags['backend-url']),
      setting('environment', 'SPOTCTL_BACKEND_URL', environment.backendUrl),
      inContext(context.backendUrl),
    ],
    null,
  );
  return {
    context: name,
    backendUrl: checkUrl(backendUrl),
    token: await findToken({ flags, environment, store, context: name }),
    clientId: firstGiven(
      [
        setting('flag', '--client', flags.client),
        setting('environment', 'SPOTCTL_CLIENT_ID', environment.clientId),
        inContext(context.clientId),
      ],
      null,
    ),
    databaseUrl: firstGiven(
      [setting('environment', 'SPOTCTL_DATABASE_URL', environment.databaseUrl), inContext(context.databaseUrl)],
      null,
    ),
    envFile: firstGiven([setting('flag', '--env-file', flags['env-file']), inContext(context.envFile)], null),
    regions: findRegions(flags, environment, inContext(context.regions)),
    awsProfile: firstGiven(
      [
        setting('flag', '--profile', flags.profile),
        setting('environment', 'AWS_PROFILE', environment.awsProfile),
        inContext(context.awsProfile),
      ],
      null,
    ),
    awsEndpoint: firstGiven([setting('environment', 'AWS_ENDPOINT_URL', environment.awsEndpoint), inContext(context.awsEndpoint)], null),
    awsRegion: firstGiven([setting('environment', 'AWS_REGION', environment.awsRegion)], null),
    timeoutMs: firstGiven([setting('flag', '--timeout', flags.timeout)], DEFAULT_TIMEOUT_MS),
    isMetadataDisabled: environment.isMetadataDisabled,
    metadataEndpoint: environment.metadataEndpoint,
  };
}

async function chooseContext(
  flags: SettingFlags,
  environment: Environment,
  store: ContextStore,
): Promise<{ name: Setting<string | null>; context: Context }> {
  const configuration = await store.read();
  const name = firstGiven(
    [
      setting('flag', '--context', flags.context),
      setting('environment', 'SPOTCTL_CONTEXT', environment.context),
      setting('context', store.configurationFile, configuration.currentContext),
    ],
    null,
  );
  if (name.value === null) return { name, context: {} };
  const context = configuration.contexts[name.value];
  if (context !== undefined) return { name, context };
  throw new SpotctlError({ code: 'CONTEXT_UNKNOWN', message: `There is no context "${name.value}" (asked for by ${name.from}).` });
}

async function findToken(input: {
  readonly flags: SettingFlags;
  readonly environment: Environment;
  readonly store: ContextStore;
  readonly context: Setting<string | null>;
}): Promise<Setting<string | null>> {
  const { flags, environment, store, context } = input;
  const fromFlag = flags['token-file'];
  if (fromFlag !== undefined) return setting('flag', '--token-file', await readToken(fromFlag, '--token-file'));
  if (environment.token !== null) return setting('environment', 'SPOTCTL_TOKEN', environment.token);
  if (environment.tokenFile !== null)
    return setting('environment', 'SPOTCTL_TOKEN_FILE', await readToken(environment.tokenFile, 'SPOTCTL_TOKEN_FILE'));
  const stored = context.value === null ? null : await store.token(context.value);
  return stored === null ? setting('default', 'default', null) : setting('context', `context ${context.value ?? ''}`, stored);
}

async function readToken(file: string, from: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new SpotctlError({ code: 'SETTINGS_INVALID', message: `The token file ${file} (from ${from}) cannot be read.`, cause: error });
  }
}

function findRegions(
  flags: SettingFlags,
  environment: Environment,
  context: Setting<readonly string[] | null>,
): Setting<readonly string[] | null> {
  const found = firstGiven<readonly string[] | null>(
    [
      setting('flag', '--region', flags.region),
      setting('environment', 'SPOTCTL_REGIONS', environment.regions?.split(',') ?? null),
      context,
    ],
    null,
  );
  if (found.value === null) return found;
  const regions = found.value
    .flatMap((text) => text.split(','))
    .map((region) => region.trim())
    .filter((region) => region !== '');
  const wrong = regions.find((region) => !/^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(region));
  if (wrong !== undefined)
    throw new SpotctlError({
      code: 'SETTINGS_INVALID',
      message: `"${wrong}" (from ${found.from}) is not the name of an AWS region.`,
      hint: 'Write regions like ap-south-1,eu-west-1.',
    });
  return { ...found, value: regions.length === 0 ? null : regions };
}

function checkUrl(url: Setting<string | null>): Setting<string | null> {
  if (url.value === null) return url;
  const parsed = URL.parse(url.value);
  const isUsable = parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:') && parsed.username === '';
  if (isUsable) return { ...url, value: url.value.replace(/\/+$/, '') };
  throw new SpotctlError({
    code: 'SETTINGS_INVALID',
    message: `The backend URL from ${url.from} is not an http or https URL without user name.`,
    hint: 'Write it like https://backend.example.com.',
  });
}
