import type { DrillTargets } from '../../domain/drill/drill-targets.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { checkRegions, checkUrl } from './check-values.ts';
import { type Context, contextNamed, ContextStore } from './context-store.ts';
import type { Environment, Variable } from './environment.ts';
import { findToken } from './find-token.ts';
import { byDefault, firstGiven, fromContext, fromFlag, fromVariable, type Setting } from './setting.ts';
import type { SettingFlags, Settings } from './settings.ts';

const DEFAULT_TIMEOUT_MS = 10_000;

/** Where the settings of a run may come from. */
interface Sources {
  readonly flags: SettingFlags;
  readonly environment: Environment;
  readonly store: ContextStore;
  readonly context: Context;
  readonly contextName: Setting<string | null>;
}

/**
 * Settings of this run: flag, then environment, then context, then default.
 * Throws `CONTEXT_UNKNOWN` or `SETTINGS_INVALID`; a setting that is merely missing is `null`.
 */
export async function resolveSettings(flags: SettingFlags, environment: Environment): Promise<Settings> {
  return await settingsFrom(await chooseContext(flags, environment));
}

/** The same with no context in it, whatever the configuration says. */
export async function resolveWithoutContext(flags: SettingFlags, environment: Environment): Promise<Settings> {
  const store = new ContextStore(environment.configFolder);
  return await settingsFrom({ flags, environment, store, context: {}, contextName: byDefault(null) });
}

async function settingsFrom(sources: Sources): Promise<Settings> {
  const { flags, environment, context } = sources;
  const backendUrl = findBackendUrl(sources);
  return {
    context: sources.contextName,
    backendUrl,
    token: onlyToItsBackend(await findToken(sources), { backendUrl, context }),
    clientId: firstOf([
      fromFlag('--client', flags.client),
      fromVariable('SPOTCTL_CLIENT_ID', environment.clientId),
      inContext(sources, context.clientId),
    ]),
    ...findDatabase(sources),
    regions: findRegions(sources),
    awsProfile: firstOf([
      fromFlag('--profile', flags.profile),
      fromVariable('AWS_PROFILE', environment.awsProfile),
      inContext(sources, context.awsProfile),
    ]),
    awsEndpoint: firstOf([inVariable(environment.awsEndpoint), inContext(sources, context.awsEndpoint)]),
    awsRegion: firstOf([inVariable(environment.awsRegion)]),
    timeoutMs: firstGiven([fromFlag('--timeout', flags.timeout)], DEFAULT_TIMEOUT_MS),
    suppressions: context.suppress ?? [],
    drillTargets: drillTargetsOf(sources),
    isMetadataDisabled: environment.isMetadataDisabled,
    metadataEndpoint: environment.metadataEndpoint,
  };
}

/** A stored token goes nowhere but to the backend it was stored for: another URL needs a token of its own. */
function onlyToItsBackend(
  token: Setting<string | null>,
  { backendUrl, context }: { readonly backendUrl: Setting<string | null>; readonly context: Context },
): Setting<string | null> {
  const isElsewhere = token.origin === 'context' && backendUrl.origin !== 'context' && backendUrl.value !== context.backendUrl;
  return isElsewhere ? byDefault(null) : token;
}

function drillTargetsOf({ context, contextName }: Sources): DrillTargets {
  const { backendUrl = null, drillClients = [], drillAccounts = [] } = context;
  return { context: contextName.value, backendUrl, clients: drillClients, accounts: drillAccounts };
}

type Candidate<T> = Setting<T | null | undefined> | null;

function firstOf<T>(candidates: readonly Candidate<T>[]): Setting<T | null> {
  return firstGiven<T | null>(candidates, null);
}

function inContext<T>({ contextName }: Sources, value: T): Setting<T> {
  return fromContext(`context ${contextName.value ?? ''}`, value);
}

function inVariable(variable: Variable | null): Candidate<string> {
  return variable === null ? null : fromVariable(variable.name, variable.value);
}

async function chooseContext(flags: SettingFlags, environment: Environment): Promise<Sources> {
  const store = new ContextStore(environment.configFolder);
  const configuration = await store.read();
  const contextName = firstOf([
    fromFlag('--context', flags.context),
    fromVariable('SPOTCTL_CONTEXT', environment.context),
    fromContext(store.configurationFile, configuration.currentContext),
  ]);
  const context = contextName.value === null ? {} : contextNamed(configuration, contextName.value);
  if (context !== undefined) return { flags, environment, store, context, contextName };
  throw new SpotctlError({
    code: 'CONTEXT_UNKNOWN',
    message: `There is no context "${contextName.value}" (asked for by ${contextName.from}).`,
  });
}

function findBackendUrl(sources: Sources): Setting<string | null> {
  const url = firstOf([
    fromFlag('--backend-url', sources.flags['backend-url']),
    fromVariable('SPOTCTL_BACKEND_URL', sources.environment.backendUrl),
    inContext(sources, sources.context.backendUrl),
  ]);
  return url.value === null ? url : { ...url, value: checkUrl(url.value, url.from) };
}

/** A URL and an .env name one database, so the one that is given with more force rules the other out. */
function findDatabase(sources: Sources): Pick<Settings, 'databaseUrl' | 'envFile'> {
  const none = firstOf<string>([]);
  const databaseUrl = firstOf([
    fromVariable('SPOTCTL_DATABASE_URL', sources.environment.databaseUrl),
    inContext(sources, sources.context.databaseUrl),
  ]);
  const envFile = firstOf([fromFlag('--env-file', sources.flags['env-file']), inContext(sources, sources.context.envFile)]);
  return envFile.origin === 'flag' || databaseUrl.value === null ? { databaseUrl: none, envFile } : { databaseUrl, envFile: none };
}

/** A list with no region in it counts as absent. */
function findRegions(sources: Sources): Setting<readonly string[] | null> {
  const candidates = [
    fromFlag('--region', sources.flags.region),
    fromVariable('SPOTCTL_REGIONS', sources.environment.regions?.split(',')),
    inContext(sources, sources.context.regions),
  ];
  for (const { value, ...origin } of candidates) {
    const regions = checkRegions(value ?? [], origin.from);
    if (regions.length > 0) return { ...origin, value: regions };
  }
  return firstOf<readonly string[]>([]);
}
